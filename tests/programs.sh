# shellcheck shell=sh disable=SC2034,SC2154 # variables come from tap.sh and are for the tests
# programs.sh - for tests of convene-web and convene-intake as they are called: a staged round
# in database $PGDATABASE. Read with `.` after tap.sh and with-postgres.
# They refuse root, and the tree may lie where only root may go.
as_user=
[ "$(id -u)" -ne 0 ] || as_user='setpriv --reuid=postgres --regid=postgres --clear-groups
	--inh-caps=+dac_override --ambient-caps=+dac_override --'

stage() { # NAME
	export PGDATABASE="$1_$$"
	psql -qX -d postgres -c "CREATE DATABASE $PGDATABASE TEMPLATE t_head"
	psql -qX -v ON_ERROR_STOP=1 -f "$root/tests/web/stage.sql" >/dev/null
	chmod 755 "$work"
}

configure() { # ROLE HOST PORT: writes $work/convene.conf
	cat >"$work/convene.conf" <<END
organisation { name = "Riverside Health"
	zone = "America/New_York" }
database { conninfo = "host=$2 dbname=$PGDATABASE user=$1"
	connect = "300ms" }
mail { from = "dinners@example.org"
	link-base = "http://127.0.0.1:$3" }
relay "main" { host = "127.0.0.1"
	tls = "off" }
web { listen = "127.0.0.1:$3"
	templates = "$root/etc/templates/pages" }
END
}

token() { printf '%s' "$1" | md5sum | cut -c1-32; }

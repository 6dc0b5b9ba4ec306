# shellcheck shell=sh disable=SC2154,SC2034 # $root, $work, $home are of those read here
# lib.sh - all of Convene in a folder of its own, for end-to-end tests: real processes, a
# real PostgreSQL, a relay that does what its script says. Read with `.`; reads tests/tap.sh.
# shellcheck source=tests/tap.sh
. "${SOURCE_DIR:-$(dirname "$0")/../..}/tests/tap.sh"
# shellcheck source=tools/private-postgres
. "$root/tools/private-postgres"
# shellcheck source=tools/private-stack
. "$root/tools/private-stack"
build=$(cd "${BUILD_DIR:-.}" && pwd)
relays=0

e2e_clean_up() {
	status=$?
	set +e
	trap '' INT TERM HUP
	if [ $status -ne 0 ]; then
		for log in "$home"/*.log; do
			tail -n 12 "$log" | sed "s/^/# $(basename "$log" .log): /"
		done
	fi
	stack_end >/dev/null 2>&1
	rm -rf "$work"
	exit $status
}

# FURTHER LINES OF convene.conf...: everything but the daemons and the relay.
e2e_open() {
	private_folder
	trap e2e_clean_up EXIT
	private_postgres 'max_connections = 50'
	"$root/sql/convene-db" setup convene >"$work/setup.log" 2>&1 || { cat "$work/setup.log"; exit 1; }
	stack_files "$build" "$root"
	cp "$build/tests/fake-relay" "$home/bin/"
	relay=$(stack_free_port) pages=$(stack_free_port)
	stack_config "$relay" "$pages" "$@" >"$home/convene.conf"
}

daemon_start() { # [NAME [CONFIGURATION]]
	stack_daemon "${1:-convened}" "${2:-$home/convene.conf}"
	stack_wait 20 c status || { echo '# convened does not answer'; exit 1; }
}

# Standard input is the script; each relay has a folder of its own for the mails, the
# journal is one.
relay_start() {
	relays=$((relays + 1))
	mkdir "$home/mails$relays"
	cat >"$home/relay$relays.script"
	[ -z "$as_server" ] || chown "$server_user" "$home/mails$relays"
	stack_start relay "$home/bin/fake-relay" --port "$relay" --script "$home/relay$relays.script" \
		--journal "$home/journal" --maildir "$home/mails$relays"
	stack_wait 10 curl -s --noproxy '*' "telnet://127.0.0.1:$relay" -m 0.2 -o "$work/greeting" ||
		[ -s "$work/greeting" ]
}
relay_usual() { printf 'offer=PIPELINING\noffer=SIZE 10485760\noffer=8BITMIME\n%s' "$*" | relay_start; }
relay_took() { # LEAST: so many mails by now
	[ "$(grep -c ' taken' "$home/journal")" -ge "$1" ]
}

c() { "$home/bin/convenectl" "$@"; }
sql() { PGOPTIONS="-c search_path=convene" psql -qXAt -v ON_ERROR_STOP=1 -d convene -c "$1"; }
field() { # JQ-FILTER COMMAND...: of what convenectl answers
	filter=$1
	shift
	c "$@" --json | jq -r "$filter"
}

must() { # COMMAND...: what a test stands on
	"$@" >"$work/said" 2>&1 </dev/null || {
		echo "# ended with $?: $*"
		show
		exit 1
	}
}

people() { # NUMBER [SEED]: with their sites, venues and the questions
	must "$root/tools/make-roster" --people "$1" --seed "${2:-1}" --out "$work/people"
	import
}

import() { # of what is in $work/people
	must c roster import "$work/people/roster.csv" --sites "$work/people/sites.csv" \
		--allow-leaving 100
	must c venue import "$work/people/venues.csv"
	must c prompt import "$root/etc/prompts/starter.csv"
}

# FUND'S AMOUNT, ENROLMENTS, MORE OPTIONS...: season s, whose first round is due.
season() {
	amount=$1 enrolments=$2
	shift 2
	must c fund add F --amount "$amount"
	must c program add dinners --format dinner
	must c season add s --program dinners --cadence 'every 4 weeks thursday' --at 18:30 \
		--zone America/New_York --starts "$(date -d '+14 days' +%F)" --size 6..8 \
		--cap 45.00 --fund F --lead 21d --recall-window 0s "$@"
	must c enrolment import s "$enrolments"
	must c message mode live
	must c season start s
}

round_is() { [ "$(sql 'SELECT state FROM round WHERE seq = 1')" = "$1" ]; }
messages_are() { # STATE: all of them
	[ "$(sql "SELECT bool_and(state = '$1') FROM message")" = t ]
}

comes() { # NAME SECONDS COMMAND...: it becomes true
	name=$1
	shift
	if stack_wait "$@"; then tap ok "$name"; else
		tap not-ok "$name"
		echo "# not within $1 s: $*"
	fi
}

finds_nothing() { # NAME: the checks of the contract, each of which answers 0 rows
	same "$1" '' "$(psql -qXAt -v ON_ERROR_STOP=1 -d convene -f "$root/sql/check.sql" 2>&1)"
}

# Of all relays' mails: "copies, recipients, digests" of each Message-ID, counted.
copies() {
	for mail in "$home"/mails*/*.eml; do
		[ -e "$mail" ] || continue
		printf '%s %s\n' "$(sed -n 's/^Message-I[Dd]: <\([^@]*\)@.*/\1/p' "$mail" | head -n 1)" \
			"$(sha256sum <"$mail")"
	done | awk '{ n[$1]++; if (!(($1, $2) in d)) { d[$1, $2]; k[$1]++ } }
		END { for (id in n) print id, n[id], k[id] }'
}

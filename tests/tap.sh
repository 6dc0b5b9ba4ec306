# shellcheck shell=sh disable=SC2034 # $root is for the tests
# tap.sh - for tests in shell: each promise is a line of TAP. Read with `.`; sets $root, the
# source tree, and $work, a folder that goes when the test ends.
set -eu
root=$(cd "${SOURCE_DIR:-$(dirname "$0")/../..}" && pwd)
work=$(mktemp -d -t cvt.XXXXXX)
tap_number=0
tap_failed=0
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

tap() { # ok|not-ok NAME
	tap_number=$((tap_number + 1))
	case $1 in
	ok) echo "ok $tap_number - $2" ;;
	*) echo "not ok $tap_number - $2"; tap_failed=1 ;;
	esac
}

skip() { # NAME WHY
	tap_number=$((tap_number + 1))
	echo "ok $tap_number - $1 # SKIP $2"
}

show() { sed 's/^/# /' "$work/said"; }

# NAME STATUS COMMAND...: it ends with that status; what it said is in $work/said.
ends() {
	name=$1 wanted=$2
	shift 2
	status=0
	"$@" >"$work/said" 2>&1 </dev/null || status=$?
	if [ "$status" -eq "$wanted" ]; then
		tap ok "$name"
	else
		tap not-ok "$name"
		echo "# ended with $status, not $wanted: $*"
		show
	fi
}

# NAME WORDS: the last command said so.
said() {
	if grep -qF -e "$2" "$work/said"; then
		tap ok "$1"
	else
		tap not-ok "$1"
		echo "# does not say: $2"
		show
	fi
}

# NAME WANTED GOT
same() {
	if [ "$2" = "$3" ]; then
		tap ok "$1"
	else
		tap not-ok "$1"
		printf '# wanted: %s\n# got:    %s\n' "$2" "$3"
	fi
}

done_testing() {
	echo "1..$tap_number"
	exit $tap_failed
}

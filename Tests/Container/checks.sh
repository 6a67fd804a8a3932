# What the scripts that run inside the container share. Each check is a line when it fails.
set -u
passed=0
failed=0

check() { # NAME ACTUAL EXPECTED
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $1: \"$2\" instead of \"$3\""
  fi
}

holds() { # NAME COMMAND...
  local name=$1
  shift
  if "$@" >/tmp/out 2>&1; then check "$name" yes yes; else
    check "$name" "no: $(tail -n 3 /tmp/out | tr '\n' ' ')" yes
  fi
}

await() { # SECONDS NAME COMMAND...: looks again until the command succeeds
  local end=$((SECONDS + $1)) name=$2
  shift 2
  until "$@" >/tmp/out 2>&1; do
    if [ "$SECONDS" -ge "$end" ]; then
      check "$name" "not in time: $(tail -n 3 /tmp/out | tr '\n' ' ')" yes
      return
    fi
    sleep 0.05
  done
  check "$name" yes yes
}

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# A member of an alert, or of another reply.
alert() { amparo --json alert "$1" | member "$2"; }
member() { python3 -c 'import json, sys; print(json.load(sys.stdin).get(sys.argv[1]))' "$1"; }

# How far an alert has been escalated, as one number.
progress() {
  amparo --json alert "$1" |
    python3 -c 'import json, sys; a = json.load(sys.stdin); print(a["round"] * 100 + a["step"])'
}
advances() { # ALERT FROM
  [ "$(progress "$1")" -gt "$2" ]
}

property() { systemctl show -p "$1" --value "${2:-amparod.service}"; }
active() { systemctl is-active --quiet "$@"; }
says() { journalctl --no-pager -o cat "$@"; }
heard() { # WORDS JOURNALCTL-ARGUMENTS...
  local words=$1
  shift
  says "$@" | grep -q -- "$words"
}

finish() {
  if [ "$failed" -gt 0 ]; then
    says -u amparod -n 30
    echo "$0: $passed passed, $failed failed"
    exit 1
  fi
  echo "$(basename "$0"): $passed passed"
}

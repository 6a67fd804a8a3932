# A fresh machine: the package installs, serves, and keeps to itself.
. /host/checks.sh
export DEBIAN_FRONTEND=noninteractive

begin=$(milliseconds)
holds "apt installs it" apt-get install -y /host/amparo_1.deb
echo "install and start: $(($(milliseconds) - begin)) ms"
holds "daemon and door are there" active amparod.service amparod.socket
check "every program is there, and the lab is not" "$(ls /usr/bin/amparo* | tr '\n' ' ')" \
  "/usr/bin/amparo /usr/bin/amparo-agi /usr/bin/amparo-ami /usr/bin/amparo-sms /usr/bin/amparod "
check "what is not configured is left alone" \
  "$(property ActiveState amparo-ami.service) $(property Result amparo-ami.service)" \
  "inactive success"
holds "timers are there" active amparo-watch.timer amparo-drill.timer
check "nothing failed" "$(systemctl --failed --no-legend | wc -l)" 0
check "the door is the group's" "$(stat -c %U:%G:%a /run/amparo/amparo.sock)" amparo:amparo:660
check "the configuration is the daemon's to read" \
  "$(stat -c %U:%G:%a /etc/amparo/amparo.json5)" root:amparo-config:640
check "the ledger's directory is the daemon's" \
  "$(stat -c %U:%a /var/lib/amparo)" amparo:700
check "the ledger is the daemon's" "$(stat -c %U:%a /var/lib/amparo/amparo.db)" amparo:600
pid=$(property MainPID)
check "the daemon is no root" "$(ps -o user= -p "$pid")" amparo
check "the daemon has no network" \
  "$(sed -n 's/^ *\([^ :]*\):.*/\1/p' "/proc/$pid/net/dev" | tr '\n' ' ')" "lo "
check "no capability is left" "$(sed -n 's/^CapBnd:\t//p' "/proc/$pid/status")" 0000000000000000
# A kernel that shares out real-time priority by control groups has none to give here.
best=$(systemd-run --quiet --wait -p User=amparo -p LimitRTPRIO=1 chrt -r 1 true &&
  echo RR || echo TS)
check "its line comes before other programs where it may, and nothing else of it does" \
  "$(ps -L -o cls= -p "$pid" | xargs)" "$best TS TS TS TS TS"
check "and it says so where it may not" \
  "$(journalctl -q -b _PID="$pid" | grep -c 'no real-time priority')" "$([ "$best" = RR ]; echo $?)"
holds "the sandbox is narrow" \
  systemd-analyze security --no-pager --threshold=15 amparod.service
systemd-analyze security --no-pager amparod.service | tail -n 1
units=$(ls /usr/lib/systemd/system/amparo* | sed 's/@\./@x./' | xargs -n 1 basename)
# It ends with 0 whatever it finds; what it says counts.
check "the units are in order" "$(systemd-analyze --man=no verify $units 2>&1)" ""

check "of libraries only those of C and SQLite are wanted" \
  "$(ldd /usr/bin/amparod | sed -n 's/^\t\([^ ]*\)\.so.* => .*/\1/p' | sort | tr '\n' ' ')" \
  "libc libm libsqlite3 "
check "a stranger is not let in" \
  "$(runuser -u nobody -- amparo version >/dev/null 2>&1; echo $?)" 3
holds "the watch may ask" systemctl start amparo-watch.service
check "the watch may not read cases" \
  "$(runuser -u amparo-ops -- amparo case list >/dev/null 2>&1; echo $?)" 1
holds "the directory of a town is taken" amparo directory apply /host/directory.json5
check "the town's clock is Madrid's" \
  "$(amparo request '{"op":"rota.show","from":"2026-07-01T00:00:00Z","to":"2026-07-02T00:00:00Z"}' |
    grep -c '2026-07-01T05:00:00.000Z')" 1

# Escalation that can be watched: seconds in place of minutes.
sed -i 's/ack_within: "60s"/ack_within: "2s"/' /etc/amparo/amparo.json5
holds "a changed configuration is taken" systemctl reload amparod.service
holds "a reload is over when it is ready again" active amparod.service
holds "an alert is raised" amparo raise --request-id call-1 --caller 600111001
check "it is the first" "$(alert 1 alert)" 1
await 20 "it escalates" advances 1 1
finish

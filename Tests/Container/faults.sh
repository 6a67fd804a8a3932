# What goes wrong on a machine, with an alert open all the while.
. /host/checks.sh

before=$(progress 1)
await 20 "after the machine was restarted the alert goes on" advances 1 "$before"
check "its caller's retry finds it" \
  "$(amparo --json raise --request-id call-1 --caller 600111001 | member duplicate)" True

# Killed.
before=$(progress 1)
pid=$(property MainPID)
begin=$(milliseconds)
kill -KILL "$pid"
holds "a request made meanwhile waits and is answered" amparo version
echo "answered after a kill: $(($(milliseconds) - begin)) ms"
check "by another process" "$([ "$(property MainPID)" != "$pid" ] && echo yes)" yes
await 20 "the alert goes on" advances 1 "$before"
for _ in $(seq 20); do
  kill -KILL "$(property MainPID)" 2>/dev/null || true
  amparo version >/dev/null || true
done
await 10 "twenty deaths in a row are no limit" active amparod.service
holds "and the next request is answered" amparo version

# Hanging.
before=$(progress 1)
begin=$(milliseconds)
kill -STOP "$(property MainPID)"
holds "a request to a daemon that hangs waits and is answered" amparo version
echo "answered after a hang: $(($(milliseconds) - begin)) ms"
holds "the watchdog ended it" heard "Failed with result 'watchdog'" -u amparod
await 20 "the alert goes on" advances 1 "$before"

# Stopped by mistake.
systemctl stop amparod.service 2>/dev/null
holds "a request starts it" amparo version

# Room, rights and paths. The daemon is run as its unit runs it, on a socket of its own.
try() {
  timeout 20 runuser -u amparo -- amparod --config /etc/amparo/amparo.json5 --socket /tmp/try.sock \
    "$@" 2>&1
}
mkdir /mnt/full /mnt/fixed
mount -t tmpfs -o size=64k,mode=777 tmpfs /mnt/full
dd if=/dev/zero of=/mnt/full/fill bs=4k 2>/dev/null
holds "a full disk is told" eval 'try --database /mnt/full/amparo.db | grep "full; make room"'
mount -t tmpfs -o ro tmpfs /mnt/fixed
holds "a read-only file system is told" \
  eval 'try --database /mnt/fixed/amparo.db | grep "read-only; mend"'
holds "another daemon's ledger is told" eval 'try | grep "another daemon"'
holds "another's directory is told" \
  eval 'try --database /root/amparo.db | grep "must exist and be"'
chmod 600 /etc/amparo/amparo.json5
holds "a configuration that it may not read is told" eval 'try --check | grep "has no right"'
chmod 640 /etc/amparo/amparo.json5

# A faulty configuration: refused by a reload, and told when nothing runs on it.
cp -p /etc/amparo/amparo.json5 /root/good.json5
sed -i 's/last_resort/last_resrt/' /etc/amparo/amparo.json5
pid=$(property MainPID)
systemctl reload amparod.service
await 10 "health tells of it" eval '! amparo health'
check "the daemon goes on with the old one" "$(property MainPID)" "$pid"
holds "and serves" amparo version

# Down: the daemon cannot start, and somebody is told without it.
systemctl stop amparo-watch.timer 'amparo-down@*.service' 2>/dev/null
mkdir -p /var/spool/sms/outgoing
printf '# the unit\n+34600000101\n' >/etc/amparo/down.numbers
before=$(progress 1)
begin=$SECONDS
restarts=$(property NRestarts)
systemctl kill -s KILL amparod.service
await 20 "it tries again and again" heard "nothing was started" -u amparod
systemctl start --no-block amparo-watch.service
await 40 "people are told on the terminals" heard "ha fallado amparo-watch" -t amparo-down
await 10 "and by text message" grep -rq "^To: 34600000101" /var/spool/sms/outgoing
check "one text message for one failure" "$(ls /var/spool/sms/outgoing | wc -l)" 1
restarts=$(($(property NRestarts) - restarts))
check "not more than once a second" "$([ $restarts -le $((SECONDS - begin + 2)) ] && echo yes)" yes
amparo version >/tmp/queued 2>&1 &
cp -p /root/good.json5 /etc/amparo/amparo.json5
holds "whoever waited is answered when it is mended" wait $!
await 20 "the alert goes on" advances 1 "$before"
systemctl stop 'amparo-down@*.service' 2>/dev/null

# Drills: silence is the alarm.
check "a drill that nobody acknowledges fails" "$(
  timeout 60 runuser -u amparo-ops -- amparo --lang en drill --within 2s >/tmp/drill 2>&1
  echo $?
)" 1
silent=$(sed -n 's/^drill //p' /tmp/drill)
systemctl start --no-block amparo-drill.service
open_drill() {
  number=$(amparo --json alerts --state paging | python3 -c '
import json, sys
print(max(a["alert"] for a in json.load(sys.stdin)["alerts"] if a.get("drill")))') &&
    [ "$number" -gt "$silent" ]
}
await 20 "the weekly drill is raised" open_drill
holds "the control room answers it" amparo ack "$number" --officer contact:control_room
await 20 "and the drill is over" eval '[ "$(property ActiveState amparo-drill.service)" = inactive ]'
check "well" "$(property Result amparo-drill.service)" success
finish

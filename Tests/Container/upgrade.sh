# A newer package, one that cannot run here, then none.
. /host/checks.sh
export DEBIAN_FRONTEND=noninteractive

before=$(progress 1)
pid=$(property MainPID)
begin=$(milliseconds)
holds "a newer package is installed" apt-get install -y /host/amparo_2.deb
echo "upgrade: $(($(milliseconds) - begin)) ms"
check "the newer daemon runs" "$([ "$(property MainPID)" != "$pid" ] && echo yes)" yes
check "the configuration is as it was" "$(grep -c 'ack_within: "2s"' /etc/amparo/amparo.json5)" 3
check "and as guarded" "$(stat -c %U:%G:%a /etc/amparo/amparo.json5)" root:amparo-config:640
await 20 "the alert goes on" advances 1 "$before"

# What would not start does not take the place of what runs.
sed -i 's/last_resort/last_resrt/' /etc/amparo/amparo.json5
pid=$(property MainPID)
holds "installing is not held up" apt-get install -y --reinstall /host/amparo_2.deb
check "the daemon that ran goes on" "$(property MainPID)" "$pid"
holds "and answers" amparo version
sed -i 's/last_resrt/last_resort/' /etc/amparo/amparo.json5

holds "an officer takes the alert" amparo ack 1 --officer o1
holds "and closes it" amparo resolve 1 attended --officer o1
holds "the chain holds" amparo audit verify

systemctl stop 'amparo-down@*.service' 2>/dev/null
systemctl kill -s STOP amparod.service
systemctl start --no-block amparo-watch.service
await 10 "the watch is asking" eval '[ "$(property ActiveState amparo-watch.service)" = activating ]'
holds "it is removed" apt-get remove -y amparo
check "nobody is told that it is down" \
  "$(property ActiveState amparo-down@amparo-watch.service)" inactive
check "nothing is left running" "$(pgrep -c amparo)" 0
check "the door is gone" "$(ls /run/amparo 2>/dev/null)" ""
holds "the ledger stays" test -s /var/lib/amparo/amparo.db
holds "it is installed again" apt-get install -y /host/amparo_2.deb
check "and knows its alerts" "$(alert 1 state)" resolved
check "and its configuration" "$(grep -c 'ack_within: "2s"' /etc/amparo/amparo.json5)" 3

holds "it is purged with nobody to ask" apt-get purge -y amparo
holds "the ledger stays all the same" test -s /var/lib/amparo/amparo.db
check "the configuration is gone" "$(ls /etc/amparo/amparo.json5 2>/dev/null)" ""
check "no unit is left enabled" "$(ls -R /etc/systemd/system | grep -c amparo)" 0
useradd --system --no-user-group --gid nogroup asterisk
holds "it is installed once more, beside an exchange whose user has no group of its own" \
  apt-get install -y /host/amparo_2.deb
check "whose calls have a place" "$(stat -c %U:%G:%a /var/spool/amparo)" asterisk:nogroup:700
echo "amparo amparo/purge-data boolean true" | debconf-set-selections
mkdir -p /var/spool/amparo /var/spool/amparo-sms
holds "it is purged by somebody who wants that" apt-get purge -y amparo
check "the ledger is gone, with calls and text messages that waited" \
  "$(ls -d /var/lib/amparo /var/backups/amparo /var/spool/amparo* 2>/dev/null)" ""

# A disk without room for the ledger.
mkdir /var/lib/amparo
mount -t tmpfs -o size=64k tmpfs /var/lib/amparo
apt-get install -y /host/amparo_2.deb >/tmp/apt 2>&1
check "it is installed all the same" $? 0
holds "and serves, for an officer can still be paged" amparo version
check "but says that it stores nothing" "$(amparo health >/tmp/told; echo $?)" 2
holds "and why" grep "full; make room" /tmp/told
holds "an alert is taken" amparo raise --request-id call-2 --caller 600111001
pid=$(property MainPID)
apt-get install -y --reinstall /host/amparo_2.deb >/tmp/apt 2>&1
check "an upgrade does not throw away what is owed" "$(property MainPID)" "$pid"
holds "and says so" grep "THE DISK FAILS" /tmp/apt
systemctl stop amparod.socket amparod.service
holds "a stop says what is lost by it" heard "what was owed could not be stored" -u amparod
umount /var/lib/amparo
systemd-tmpfiles --create amparo.conf

# A daemon that somebody started by hand keeps the service from its ledger.
runuser -u amparo -- amparod --config /etc/amparo/amparo.json5 --socket /tmp/by-hand.sock &
await 20 "it serves" test -S /tmp/by-hand.sock
apt-get install -y --reinstall /host/amparo_2.deb >/tmp/apt 2>&1
check "the package is installed all the same" $? 0
holds "and says that the daemon has not started" grep "HAS NOT STARTED" /tmp/apt
holds "and why" grep "another daemon" /tmp/apt
pkill -x amparod -P $!
await 20 "and when the other is gone it serves" amparo version
finish

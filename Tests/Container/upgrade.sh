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

holds "it is removed" apt-get remove -y amparo
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
holds "it is installed once more" apt-get install -y /host/amparo_2.deb
echo "amparo amparo/purge-data boolean true" | debconf-set-selections
holds "it is purged by somebody who wants that" apt-get purge -y amparo
check "the ledger is gone" "$(ls -d /var/lib/amparo /var/backups/amparo 2>/dev/null)" ""
finish

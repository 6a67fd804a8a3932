# What an administrator does, and does wrong, with an alert open: the journal, backups, a standby
# mark, programs in down.d, the configuration lost, an older version.
. /host/checks.sh
export DEBIAN_FRONTEND=noninteractive

# The journal in the machine's own words.
started=443dfc125bad42938b145cb420676e44
holds "an entry has its id, a priority and fields" eval \
  'journalctl -q -o json MESSAGE_ID=$started _COMM=amparod | tail -n 1 |
    python3 -c "import json, sys; e = json.loads(sys.stdin.read())
assert e[\"PRIORITY\"] in \"56\" and any(k.startswith(\"AMPARO_\") for k in e), e"'
holds "the catalogue says what to do" eval \
  'journalctl -q -x MESSAGE_ID=$started | grep "Subject: Amparo serves the emergency line"'
holds "every id of the daemon's is in it" eval \
  '! journalctl -q -o json _COMM=amparod | python3 -c "import json, sys
for line in sys.stdin:
    print(json.loads(line).get(\"MESSAGE_ID\", \"none\"))" | sort -u |
    while read -r id; do journalctl --list-catalog "$id" 2>/dev/null | grep -q "$id" || echo "$id"; done |
    grep .'
check "no number is in it" "$(journalctl -q -o verbose -u 'amparo*' | grep -c 600111001)" 0

# Backups, and one put back.
holds "the backup's timer is there" active amparo-backup.timer
holds "a backup is made" systemctl start amparo-backup.service
backup=$(ls /var/backups/amparo/*.db | tail -n 1)
check "for its user only" "$(stat -c %U:%a "$backup")" amparo-ops:600
check "whole" "$(python3 -c "import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute('PRAGMA integrity_check').fetchone()[0])" "$backup")" ok
holds "health knows its age" eval 'amparo health | grep "backup_age=[0-9]"'
systemctl stop amparod.socket amparod.service
check "without its door the watch does not start the daemon" \
  "$(systemctl start amparo-watch.service 2>/dev/null; property ActiveState)" inactive
mkdir /var/lib/amparo/damaged
mv /var/lib/amparo/amparo.db* /var/lib/amparo/damaged
holds "the backup is put back by root" amparo restore "$backup" /var/lib/amparo/amparo.db
check "for the daemon" "$(stat -c %U:%a /var/lib/amparo/amparo.db)" amparo:600
holds "and served" systemctl start amparod.service
before=$(progress 1)
await 20 "with its open alert" advances 1 "$before"
systemctl stop 'amparo-down@*.service' 2>/dev/null

# A machine that stands by, its door left open by mistake.
systemctl stop amparod.service 2>/dev/null
touch /var/lib/amparo/amparo.db.standby
timeout 10 amparo version >/dev/null 2>&1
check "a door that leads nowhere closes" "$(property ActiveState amparod.socket)" failed
check "and whoever comes is told" "$(timeout 5 amparo version >/dev/null 2>&1; echo $?)" 3
systemctl restart amparo-watch.timer
holds "a watch of it is no failure" systemctl start amparo-watch.service amparo-backup.service
begin=$(journalctl -q -u amparo-watch.service | wc -l)
sleep 3
check "nor a spin" "$([ $(($(journalctl -q -u amparo-watch.service | wc -l) - begin)) -lt 5 ] && echo yes)" yes
check "nobody is told of it" "$(property ActiveState amparo-down@amparo-watch.service)" inactive
rm /var/lib/amparo/amparo.db.standby
holds "it takes the line over" systemctl start amparod.service
holds "with its door" amparo version
systemctl start amparo-watch.timer

# Programs that are to tell people.
tell() { # as a failure of the unit "try"
  systemctl stop amparo-down@try.service 2>/dev/null
  systemctl start --no-block amparo-down@try.service
}
printf '#!/bin/sh\nexec sleep 1000\n' >/etc/amparo/down.d/05-hangs
printf '#!/bin/sh\ntouch /run/called\n' >/etc/amparo/down.d/phone.sh
printf '#!/bin/sh\ntouch /run/not-called\n' >/etc/amparo/down.d/phone.sh.dpkg-old
chmod 755 /etc/amparo/down.d/05-hangs /etc/amparo/down.d/phone.sh*
echo forgotten >/etc/amparo/down.d/forgotten
tell
await 10 "one that hangs holds up no other, whatever its name" test -e /run/called
await 10 "one that cannot run is told" heard "forgotten: is passed over" -t amparo-down
check "what an upgrade left is not run" "$(ls /run/not-called 2>/dev/null)" ""
mv /etc/amparo/down.d /root/down.d
tell
await 10 "none at all is told" heard "no hay programas" -t amparo-down
systemctl stop amparo-down@try.service
check "whoever stops it makes no failure" \
  "$(property ActiveState amparo-down@try.service)" inactive
rm /root/down.d/05-hangs /root/down.d/phone.sh* /root/down.d/forgotten
mv /root/down.d /etc/amparo/down.d

# The configuration lost, and brought back by the package.
pid=$(property MainPID)
mv /etc/amparo/amparo.json5 /root/kept.json5
apt-get install -y --reinstall /host/amparo_1.deb >/tmp/apt 2>&1
holds "a configuration that is gone is told" grep "amparo.json5 does not exist" /tmp/apt
check "and the daemon goes on" "$(property MainPID)" "$pid"
holds "the package brings it back" apt-get install -y --reinstall \
  -o Dpkg::Options::=--force-confmiss /host/amparo_1.deb
check "for the daemon to read" \
  "$(stat -c %U:%G:%a /etc/amparo/amparo.json5)" root:amparo-config:640
cp -p /root/kept.json5 /etc/amparo/amparo.json5
systemctl reload amparod.service

# An older version than the one that wrote the ledger.
python3 - <<'P'
import sqlite3
ledger = sqlite3.connect("/var/lib/amparo/amparo.db", timeout=20)
version = ledger.execute("PRAGMA user_version").fetchone()[0]
ledger.execute(f"PRAGMA user_version = {version + 1}")
P
pid=$(property MainPID)
apt-get install -y --reinstall /host/amparo_1.deb >/tmp/apt 2>&1
holds "a ledger of a newer version is told" grep "was made by a newer Amparo" /tmp/apt
check "and what ran goes on" "$(property MainPID)" "$pid"
python3 - <<'P'
import sqlite3
ledger = sqlite3.connect("/var/lib/amparo/amparo.db", timeout=20)
version = ledger.execute("PRAGMA user_version").fetchone()[0]
ledger.execute(f"PRAGMA user_version = {version - 1}")
P

# Killed in the middle of an upgrade.
before=$(progress 1)
dpkg --unpack /host/amparo_1.deb >/dev/null 2>&1
kill -KILL "$(property MainPID)"
holds "half upgraded it answers" amparo version
holds "and the upgrade is ended later" dpkg --configure -a
await 20 "the alert goes on" advances 1 "$before"
finish

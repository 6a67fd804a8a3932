#!/usr/bin/env python3
"""Kills the daemon at random instants under load, and looks whether the promise held.

usage: crash.py [--rounds N] [--power] [--lie] [--seed N]

  --power   what was written since each file's last sync is dropped or torn as well
  --lie     the disk lies about its syncs: the proof must fail, which shows that it can
"""
import argparse, random, sys, threading, time
from kit import *
import disk

CALLERS = 6
ROUNDS_PER_DATABASE = 25


class Memory:
    """What the clients were told: it outlives every crash."""

    def __init__(self):
        self.lock = threading.Lock()
        self.accepted = {}   # request id -> alert, answered ok and durable
        self.asked = set()   # sent, whatever came of it
        self.resolved = set()
        self.closing = set()
        self.count = 0

    def next(self):
        with self.lock:
            self.count += 1
            self.asked.add(f"r{self.count}")
            return self.count, f"r{self.count}"


def call(daemon, memory, seed):
    """One gateway and its officers, until the daemon is gone."""
    chance = random.Random(seed)
    try:
        client = daemon.client()
        while True:
            number, request = memory.next()
            caller = f"+3460011100{chance.randint(1, 8)}" if chance.random() < 0.2 else "anonymous"
            reply = client.raise_(request, caller)
            if reply["durable"]:
                memory.accepted[request] = reply["alert"]
            alert = reply["alert"]
            if chance.random() < 0.5:
                client.ask("alert.acknowledge", alert=alert, officer=f"o{chance.randint(1, 3)}")
            if chance.random() < 0.95:
                memory.closing.add(alert)
                reply = client.ask("alert.resolve", alert=alert, officer="o3", outcome="attended")
                if reply.get("ok"):
                    memory.resolved.add(alert)
    except Lost:
        return


def one_round(daemon, memory, chance, power, number):
    callers = [threading.Thread(target=call, args=(daemon, memory, chance.random()))
               for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    time.sleep(chance.uniform(0.001, 0.15))
    daemon.kill()
    for caller in callers:
        caller.join(30)
        check(not caller.is_alive(), "a client hangs on a daemon that is dead")
    lost = disk.cut_power(daemon.directory / "disk", chance) if power else 0
    if chance.random() < 0.2:
        # Killed again while it starts.
        daemon.launch()
        time.sleep(chance.uniform(0, 0.06))
        daemon.kill()
        lost += disk.cut_power(daemon.directory / "disk", chance) if power else 0
    before = time.time()
    daemon.start()
    look(daemon, memory, chance, before, number % 5 == 0)
    return lost


def look(daemon, memory, chance, started, whole):
    stored = dict(daemon.rows("SELECT request_id, alert FROM requests"))
    for request, alert in memory.accepted.items():
        check(stored.get(request) == alert, f"{request} was accepted as {alert}, and is",
              stored.get(request))
    check(stored.keys() <= memory.asked, "there are requests that nobody made")
    for kind in ("raised", "resolved"):
        doubled = daemon.rows("SELECT alert, count(*) FROM events WHERE kind = ? GROUP BY alert "
                              "HAVING count(*) > 1", kind)
        check(not doubled, f"{kind} twice:", doubled)
    strange = daemon.rows("SELECT id FROM alerts WHERE id NOT IN (SELECT alert FROM events "
                          "WHERE kind = 'raised')")
    check(not strange, "alerts without their call:", strange)
    states = dict(daemon.rows("SELECT id, state FROM alerts"))
    for alert in memory.resolved:
        check(states.get(alert) == "resolved", f"{alert} was resolved, and is", states.get(alert))
    client = daemon.client()
    # Whatever was asked can be asked again: it is the same alert.
    for request in chance.sample(sorted(memory.asked), min(10, len(memory.asked))):
        reply = client.raise_(request)
        known = stored.get(request)
        check(known is None or reply["alert"] == known and reply["duplicate"],
              f"{request} is alert {known}, and again", reply)
        if reply["durable"]:
            memory.accepted[request] = reply["alert"]
    open_alerts = {alert for alert, state in states.items() if state == "paging"}
    paged(daemon, open_alerts - memory.closing)
    fired(daemon)
    if whole:
        daemon.verify()


def paged(daemon, alerts):
    """A terminal that comes back has every open alert before it."""
    terminal = daemon.terminal()
    while alerts:
        alerts.discard(terminal.event("page")["alert"])


def fired(daemon):
    """No deadline stays behind its time, and none is missing."""
    def none_is_overdue():
        return not daemon.rows("SELECT id FROM alerts WHERE is_open AND (deadline IS NULL "
                               "OR deadline < ?)", int(time.time() * 1000) - 1000)
    until(20, none_is_overdue, "every open alert has a deadline ahead")


def run(options):
    chance = random.Random(options.seed)
    accepted = lost = done = rows = 0
    while done < options.rounds:
        # Extra room for connections: those of a killed daemon's clients are all new.
        with Daemon(ack="400ms", disk=options.power,
                    extra="limits: { connections: 512, connections_per_user: 512 },") as daemon:
            if options.lie:
                daemon.page.lie()
            memory = Memory()
            for _ in range(min(ROUNDS_PER_DATABASE, options.rounds - done)):
                done += 1
                lost += one_round(daemon, memory, chance, options.power, done)
                client = daemon.client()
                for alert, in daemon.rows("SELECT id FROM alerts WHERE is_open"):
                    client.ask("alert.resolve", alert=alert, officer="o3", outcome="attended")
                    memory.closing.add(alert)
            rows += daemon.verify()
            accepted += len(memory.accepted)
    return accepted, lost, rows


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--power", action="store_true")
    parser.add_argument("--lie", action="store_true")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = parser.parse_args()
    options.power |= options.lie
    print(f"crash: seed {options.seed}", flush=True)
    try:
        accepted, lost, rows = run(options)
    except (Failed, Lost) as error:
        if options.lie:
            return print(f"crash: a disk that lies is found out: {error}")
        sys.exit(f"crash: {error}\n  again: Tests/Proof/crash.py --seed {options.seed} "
                 f"--rounds {options.rounds}{' --power' if options.power else ''}")
    finally:
        remove_shim()
    if options.lie:
        sys.exit("crash: a disk that lies was not found out; the proof proves nothing")
    print(f"crash: {options.rounds} kills, {accepted} accepted alerts, none lost, none doubled; "
          f"{rows} rows in whole chains; {lost} writes lost or torn")


if __name__ == "__main__":
    main()

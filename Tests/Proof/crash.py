#!/usr/bin/env python3
"""Kills the daemon at random instants under load, and looks whether the promise held.

usage: crash.py [--rounds N] [--power [ext4]] [--lie] [--seed N]

  --power        what was written since each file's last sync is dropped or torn as well
  --power ext4   a real file system is stopped without writing its log, and mounted again
  --lie          the disk lies about its syncs: the proof must fail, which shows that it can
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
        self.is_over = False

    def next(self):
        with self.lock:
            self.count += 1
            self.asked.add(f"r{self.count}")
            return self.count, f"r{self.count}"

    def told(self, remember, *what):
        with self.lock:
            if not self.is_over:
                remember(*what)

    def ends(self):
        """What is told from here on may not hold."""
        with self.lock:
            self.is_over = True

    def begins(self):
        with self.lock:
            self.is_over = False


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
                memory.told(memory.accepted.__setitem__, request, reply["alert"])
            alert = reply["alert"]
            if chance.random() < 0.5:
                client.ask("alert.acknowledge", alert=alert, officer=f"o{chance.randint(1, 3)}")
            if chance.random() < 0.95:
                memory.closing.add(alert)
                reply = client.ask("alert.resolve", alert=alert, officer="o3", outcome="attended")
                if reply.get("ok"):
                    memory.told(memory.resolved.add, alert)
    except Lost:
        return


def one_round(daemon, memory, chance, cut, number):
    memory.begins()
    callers = [threading.Thread(target=call, args=(daemon, memory, chance.random()))
               for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    time.sleep(chance.uniform(0.001, 0.15))
    lost = cut.off(daemon, memory)
    for caller in callers:
        caller.join(30)
        check(not caller.is_alive(), "a client hangs on a daemon that is dead")
    if chance.random() < 0.2:
        # Killed again while it starts.
        daemon.launch()
        time.sleep(chance.uniform(0, 0.06))
        lost += cut.off(daemon, memory)
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
    kind = {None: disk.Cut, "noted": disk.NotedCut, "ext4": disk.Ext4Cut}[options.power]
    while done < options.rounds:
        # Extra room for connections: those of a killed daemon's clients are all new.
        extra = "limits: { connections: 512, connections_per_user: 512 },"
        with kind(chance) as cut, Daemon(ack="400ms", shim=options.lie, place=cut.place,
                                         extra=extra, **cut.daemon) as daemon:
            if options.lie:
                daemon.page.lie()
            memory = Memory()
            for _ in range(min(ROUNDS_PER_DATABASE, options.rounds - done)):
                done += 1
                lost += one_round(daemon, memory, chance, cut, done)
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
    parser.add_argument("--power", nargs="?", const="noted", choices=["noted", "ext4"])
    parser.add_argument("--lie", action="store_true")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = parser.parse_args()
    if options.lie:
        options.power = options.power or "noted"
    print(f"crash: seed {options.seed}", flush=True)
    try:
        accepted, lost, rows = run(options)
    except (Failed, Lost) as error:
        if options.lie:
            return print(f"crash: a disk that lies is found out: {error}")
        sys.exit(f"crash: {error}\n  again: Tests/Proof/crash.py --seed {options.seed} "
                 f"--rounds {options.rounds}{f' --power {options.power}' if options.power else ''}")
    except Skipped as why:
        return print(f"crash: skipped: {why}")
    finally:
        remove_shim()
    if options.lie:
        sys.exit("crash: a disk that lies was not found out; the proof proves nothing")
    print(f"crash: {options.rounds} kills, {accepted} accepted alerts, none lost, none doubled; "
          f"{rows} rows in whole chains" + (f"; {lost} writes lost or torn" if lost else ""))


if __name__ == "__main__":
    main()

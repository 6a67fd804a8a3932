#!/usr/bin/env python3
"""Puts faults into the running daemon, one after the other, and looks whether it did its work:
officers are paged, `durable` and `health` tell the truth, and what was owed is stored after.

usage: faults.py [--long] [NAME...]     --long: minutes where the short form has seconds
"""
import errno, random, resource, signal, sqlite3, subprocess, sys, time
from kit import *

LONG = False
HOUR = 3600


class Watch:
    """A gateway and the desk's terminal, who see a fault from outside."""

    def __init__(self, daemon, name):
        self.daemon, self.name, self.count = daemon, name, 0
        self.gateway, self.terminal = daemon.client(), daemon.terminal()
        self.told = {}

    def call(self):
        """One call: it is answered, and its page comes whatever storage does."""
        self.count += 1
        request = f"{self.name}-{self.count}"
        reply = self.gateway.raise_(request)
        self.told[request] = reply["alert"]
        self.terminal.event("page", alert=reply["alert"])
        return reply

    def health(self):
        return self.gateway.health()["status"]

    def call_unstored(self):
        reply = self.call()
        check(reply["durable"] is False, "durable without a disk:", reply)
        check(self.health() == "critical", "health is", self.health(), "without a disk")
        return reply

    def ends_well(self):
        """The fault has ended: all that was owed is stored, and outlives a kill."""
        self.daemon.recovers()
        check(self.call()["durable"] is True, "not durable after the fault")
        self.daemon.restart()
        self.outlived()

    def outlived(self):
        client = self.daemon.client()
        for request, alert in self.told.items():
            reply = client.raise_(request)
            check(reply["duplicate"] and reply["alert"] == alert, request, "is", reply)
        self.daemon.verify()

    def close_all(self):
        for alert in self.told.values():
            self.gateway.ask("alert.resolve", alert=alert, officer="o3", outcome="attended")


def calls_of_a_raise(daemon, watch):
    daemon.page.fail(FOREVER, FOREVER, errno.EIO)
    watch.call()
    return daemon.page.seen


def nth_call():
    """Every write and sync of a raise fails in turn, once and for ever, in every way."""
    ways = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "EROFS": errno.EROFS, "short": Page.SHORT}
    struck = unstored = 0
    with Daemon(ack="1h", shim=True) as daemon:
        watch = Watch(daemon, "nth")
        calls = max(calls_of_a_raise(daemon, watch) for _ in range(5))
        check(calls >= 2, "a raise makes", calls, "calls; at least a write and a sync were expected")
        for name, how in ways.items():
            for lasting in (False, True):
                # Two beyond: what health and the alarm write.
                for first in range(1, calls + 3):
                    daemon.page.fail(first, FOREVER if lasting else first, how)
                    reply = watch.call()
                    struck += daemon.page.struck > 0
                    if not reply["durable"]:
                        unstored += 1
                        check(watch.health() in (["critical"] if lasting else ["critical", "ok"]),
                              f"health is {watch.health()} at call {first}, {name}")
                    elif lasting and first <= 2 and how != Page.SHORT:
                        check(False, "durable, though no write went through:", first, name)
                    daemon.page.heal()
                    daemon.recovers()
        watch.ends_well()
    return f"{calls} calls a raise, {struck} faults struck, {unstored} raises unstored at first"


def death_at_nth_call():
    """The daemon dies at every write and sync of a raise in turn."""
    deaths = 0
    with Daemon(ack="1h", shim=True) as daemon:
        watch = Watch(daemon, "death")
        calls = max(calls_of_a_raise(daemon, watch) for _ in range(5))
        for first in range(1, calls + 1):
            watch.gateway, watch.terminal = daemon.client(), daemon.terminal()
            daemon.page.fail(first, first, Page.KILL)
            try:
                watch.call()
            except Lost:
                deaths += 1
            daemon.page.heal()
            if daemon.process.poll() is None:
                daemon.kill()
            daemon.process.wait()
            daemon.start()
            watch.outlived()
    check(deaths > 0, "it never died")
    return f"{deaths} deaths"


def failing_start():
    """Writes fail while it starts: it pages what is open by what it can read, and stores the rest
    once they do not."""
    with Daemon(ack="1h", shim=True) as daemon:
        watch = Watch(daemon, "start")
        watch.call()
        numbers = set(watch.told.values())
        for how in (errno.EIO, errno.ENOSPC, errno.EROFS):
            for first in (1, 2, 3, 5, 8):
                for _ in range(2):
                    # The second time, what the first gave out was never stored.
                    daemon.kill()
                    daemon.page.fail(first, FOREVER, how)
                    daemon.start()
                    watch.gateway, watch.terminal = daemon.client(), daemon.terminal()
                    watch.terminal.event("page", alert=1)
                    alert = watch.call()["alert"]
                    check(alert not in numbers, "number", alert, "is given twice")
                    numbers.add(alert)
                    if daemon.page.struck:
                        check(watch.health() == "critical", "health is", watch.health())
                    if _ == 0:
                        # Killed before it could be stored.
                        watch.told = {"start-1": 1}
                daemon.page.heal()
                daemon.recovers()
        watch.ends_well()
    return f"{len(numbers) - 1} starts"


def answers(daemon):
    if daemon.process.poll() is not None:
        check(daemon.process.returncode == 1, "it ended with", daemon.process.returncode)
        return "ended"
    try:
        daemon.client().ask("version")
        return "serves"
    except Lost:
        return None


def full_disk():
    """A real file system without room, in memory; the ballast is given up, then nothing is left."""
    with Mount("tmpfs", "-t", "tmpfs", "-o", "size=24m", "none") as place:
        with Daemon(ack="1h", parent=place) as daemon:
            watch = Watch(daemon, "full")
            watch.call()
            filler = pathlib.Path(place) / "filler"
            fill(filler)
            owed = 0
            while daemon.database.with_name("amparo.db.ballast").exists():
                owed += not watch.call()["durable"]
                check(watch.count < 5000, "the ballast was never given up")
            daemon.recovers()
            fill(filler)
            while watch.call()["durable"]:
                check(watch.count < 20000, "the disk does not fill")
            watch.call_unstored()
            filler.unlink()
            watch.ends_well()
            return f"{watch.count} calls, {owed} owed until the ballast went"


def fill(path):
    with open(path, "ab", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError as error:
            check(error.errno == errno.ENOSPC, "the filler failed:", error)


class Mount:
    """A file system of the proof's own; without the right to mount one the fault is skipped."""

    def __init__(self, name, *arguments):
        self.place = tempfile.mkdtemp(prefix=f"amparo-{name}-")
        done = subprocess.run(["mount", *arguments, self.place], capture_output=True, text=True)
        if done.returncode:
            os.rmdir(self.place)
            raise Skipped(f"no {name} can be mounted here: {done.stderr.strip()}")

    def __enter__(self):
        return self.place

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.place])
        os.rmdir(self.place)


class Skipped(Exception):
    """This machine does not allow the fault."""


def no_descriptors():
    """Peers take every descriptor; who was there is served, and others are when they go."""
    limit = ["prlimit", "--nofile=48"]
    with Daemon(ack="1s", limit=limit, extra="limits: { connections_per_user: 512 },") as daemon:
        watch = Watch(daemon, "descriptors")
        crowd = [Client(daemon.socket, 1) for _ in range(100)]
        until(10, lambda: "could not be accepted" in daemon.log.read_text(), "it runs out")
        for _ in range(20):
            check(watch.call()["durable"] is True, "storage wants no descriptor, and failed")
        watch.terminal.event("page", alert=watch.told["descriptors-20"], step=2)
        # Work beside the line wants a descriptor for its connection; it is refused in words.
        reply = watch.gateway.ask("audit.verify")
        check(reply["ok"] or reply["error"]["code"] in ("internal", "busy"), "verify:", reply)
        for client in crowd:
            client.close()
        until(10, lambda: serves(daemon), "it serves again")
        watch.close_all()
        watch.ends_well()


def serves(daemon):
    try:
        return Client(daemon.socket, 1).ask("version").get("ok")
    except Lost:
        return False


def no_descriptors_and_no_storage():
    """Storage fails while no descriptor is left to open the file anew: it is settled later."""
    limit = ["prlimit", "--nofile=48"]
    with Daemon(ack="1h", limit=limit, shim=True,
                extra="limits: { connections_per_user: 512 },") as daemon:
        watch = Watch(daemon, "both")
        crowd = [Client(daemon.socket, 1) for _ in range(100)]
        until(10, lambda: "could not be accepted" in daemon.log.read_text(), "it runs out")
        daemon.page.fail(1, FOREVER, errno.EIO)
        watch.call_unstored()
        daemon.page.heal()
        time.sleep(1)
        watch.call()
        for client in crowd:
            client.close()
        until(10, lambda: serves(daemon), "it serves again")
        watch.ends_well()


def no_memory():
    """It runs out of memory: it ends at once, and what it accepted is there after the restart."""
    with Daemon(ack="1h") as daemon:
        watch = Watch(daemon, "memory")
        used = int(daemon.memory("VmSize") + 16) << 20
        subprocess.run(["prlimit", f"--pid={daemon.process.pid}", f"--as={used}"], check=True)
        try:
            for _ in range(3000):
                watch.count += 1
                request = f"memory-{watch.count}"
                reply = watch.gateway.raise_(request, note="n" * 60_000)
                check(reply["durable"] in (True, False), "no word on durability")
                if reply["durable"]:
                    watch.told[request] = reply["alert"]
        except Lost:
            pass
        until(20, lambda: daemon.process.poll() is not None or serves(daemon),
              "it serves or has ended")
        if daemon.process.poll() is None:
            how = "served on"
            daemon.kill()
        else:
            how = f"ended by signal {-daemon.process.returncode}"
        daemon.start()
        watch.outlived()
        return f"{how} after {watch.count} calls of 60 KB"


def clock_steps():
    """The wall clock is stepped by hours, both ways; no escalation is moved by it."""
    with Daemon(ack="1s", shim=True) as daemon:
        watch = Watch(daemon, "clock")
        for hours in (6, -6, 0, 49, -49, 0):
            alert = watch.call()["alert"]
            start = time.monotonic()
            daemon.page.step(hours * HOUR)
            watch.terminal.event("page", alert=alert, step=2)
            took = time.monotonic() - start
            check(0.5 < took < 10, f"the second step came after {took} s at {hours} h")
            checks = {c["name"]: c["status"] for c in watch.gateway.health()["checks"]}
            check(checks.get("clock") == "warning", "health says nothing of the clock")
            watch.gateway.ask("alert.resolve", alert=alert, officer="o3", outcome="attended")
        watch.ends_well()


def clock_back_and_killed():
    """The clock goes back by hours, and the daemon is killed: deadlines are not put off by it."""
    for hours in (-6, -24 * 365 * 20):
        with Daemon(ack="1s", shim=True) as daemon:
            watch = Watch(daemon, "back")
            alert = watch.call()["alert"]
            daemon.kill()
            daemon.page.step(hours * HOUR)
            daemon.start()
            start = time.monotonic()
            terminal = daemon.terminal()
            terminal.event("page", alert=alert, step=2)
            took = time.monotonic() - start
            check(took < 10, f"the second step came after {took} s")
            # Lived through, and then killed.
            daemon.page.step(0)
            terminal.event("page", alert=alert, step=1)
            daemon.page.step(hours * HOUR)
            terminal.event("page", alert=alert, step=2)
            daemon.restart()
            daemon.terminal().event("page", alert=alert, step=1)
            watch.outlived()


def stopped():
    """SIGSTOP: it goes on where it stood, once for everything that is overdue."""
    with Daemon(ack="500ms") as daemon:
        watch = Watch(daemon, "stopped")
        alert = watch.call()["alert"]
        daemon.process.send_signal(signal.SIGSTOP)
        # What comes in meanwhile waits in the socket.
        waiting = Client(daemon.socket, 180)
        waiting.send({"op": "alert.raise", "request_id": "stopped-w", "caller": "anonymous"})
        time.sleep(90 if LONG else 3)
        daemon.process.send_signal(signal.SIGCONT)
        reply = waiting.line()
        check(reply["ok"] and reply["durable"], "who waited was answered", reply)
        watch.terminal.event("page", alert=alert, step=2)
        steps = daemon.rows("SELECT count(*) FROM events WHERE alert = ? AND "
                            "kind = 'step_started'", alert)[0][0]
        check(steps <= 3, steps, "steps at once")
        watch.ends_well()


def locked():
    """Another program holds the database, in each way, and lets go of it."""
    for how in ("IMMEDIATE", "EXCLUSIVE"):
        with Daemon(ack="1h") as daemon:
            watch = Watch(daemon, "locked")
            other = sqlite3.connect(daemon.database, isolation_level=None)
            other.execute(f"BEGIN {how}")
            for _ in range(20):
                watch.call_unstored()
            other.execute("ROLLBACK")
            other.close()
            watch.ends_well()


def locked_start():
    """Another program holds the database when it starts, in each way, and lets go of it."""
    for how in ("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; DELETE FROM meta WHERE 0",
                "BEGIN IMMEDIATE"):
        with Daemon(ack="1h") as daemon:
            watch = Watch(daemon, "locked")
            alert = watch.call()["alert"]
            daemon.kill()
            other = sqlite3.connect(daemon.database, isolation_level=None)
            for part in how.split(";"):
                other.execute(part)
            daemon.start()
            watch.gateway, watch.terminal = daemon.client(), daemon.terminal()
            watch.terminal.event("page", alert=alert)
            watch.call_unstored()
            other.execute("ROLLBACK")
            other.close()
            watch.ends_well()


def read_only_start():
    """The system has made the disk read-only, as ext4 does after an error, and it is started."""
    with Mount("tmpfs", "-t", "tmpfs", "-o", "size=64m", "none") as place:
        with Daemon(ack="1h", parent=place) as daemon:
            watch = Watch(daemon, "readonly")
            alert = watch.call()["alert"]
            daemon.kill()
            # The socket and the log are elsewhere, as they are in /run and the journal.
            with tempfile.TemporaryDirectory(prefix="amparo-proof-") as run:
                daemon.log = pathlib.Path(run) / "log"
                daemon.socket = f"{run}/s"
                daemon.options = ["--socket", daemon.socket]
                subprocess.run(["mount", "-o", "remount,ro", place], check=True)
                daemon.start()
                watch.gateway, watch.terminal = daemon.client(), daemon.terminal()
                watch.terminal.event("page", alert=alert)
                watch.call_unstored()
                subprocess.run(["mount", "-o", "remount,rw", place], check=True)
                watch.ends_well()
                daemon.kill()


def long_reader():
    """Another program reads for long: nothing waits for it."""
    with Daemon(ack="1h") as daemon:
        watch = Watch(daemon, "reader")
        other = sqlite3.connect(daemon.database, isolation_level=None)
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM events").fetchall()
        for _ in range(300):
            check(watch.call()["durable"], "a reader keeps it from storing")
        other.execute("ROLLBACK")
        watch.ends_well()


def corrupt_row():
    """A row of each book and table is spoilt while it is down; every alert is paged."""
    spoilt = {
        "UPDATE events SET body = 'x' WHERE kind = 'raised'": True,
        "UPDATE events SET body = '{}', personal = NULL WHERE kind = 'step_started'": True,
        "UPDATE events SET kind = 'x'": True,
        "DELETE FROM events WHERE kind = 'step_started'": True,
        "DELETE FROM events": True,
        "UPDATE alerts SET state = 'x', step = 99, round = -1, cases = ',,', source = 'x'": False,
        "DELETE FROM alerts": False,
        "UPDATE directory SET body = 'x'": False,
        "UPDATE directory SET kind = 'x'": False,
        "DELETE FROM meta": False,
        "DELETE FROM pages": False,
        "DELETE FROM requests": False,
    }
    for sql, breaks in spoilt.items():
        with Daemon(ack="1s") as daemon:
            watch = Watch(daemon, "row")
            alert = watch.call()["alert"]
            daemon.kill()
            base = sqlite3.connect(daemon.database)
            base.execute(sql)
            base.commit()
            base.close()
            daemon.start()
            terminal = daemon.terminal()
            if sql != "DELETE FROM alerts":
                terminal.event("page", alert=alert)
            new = daemon.client().raise_("row-new")
            check(new["durable"], "a new alert is not stored after", sql)
            check(new["alert"] != alert, "a number is given twice after", sql)
            terminal.event("page", alert=new["alert"])
            reply = daemon.client().ask("audit.verify")
            check(reply["intact"] is not breaks, "the chain is", reply, "after", sql)
    return f"{len(spoilt)} ways"


def corrupt_page():
    """Every page of the file in turn is overwritten while it is down: it pages, and says so. With
    the first page gone it is a database no more, and it ends in words."""
    outcomes = {}
    with Daemon(ack="1h") as daemon:
        watch = Watch(daemon, "page")
        watch.call()
        check(daemon.stop() == 0, "no clean stop")
        good = daemon.database.read_bytes()
        chance = random.Random(1)
        for number in range(len(good) // 4096):
            bad = bytearray(good)
            bad[number * 4096: (number + 1) * 4096] = chance.randbytes(4096)
            for suffix in ("-wal", "-shm"):
                daemon.database.with_name("amparo.db" + suffix).unlink(missing_ok=True)
            daemon.database.write_bytes(bad)
            daemon.launch()
            outcome = until(30, lambda: answers(daemon), "it serves or ends")
            if outcome == "serves":
                outcome = serves_with_bad_page(daemon)
                daemon.kill()
            else:
                check(number == 0, "it ended for page", number)
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
        check("damaged" in daemon.log.read_text(), "it does not say why it ended")
    return ", ".join(f"{count} {name}" for name, count in sorted(outcomes.items()))


def serves_with_bad_page(daemon):
    client, terminal = daemon.client(), daemon.terminal()
    reply = client.raise_("page-new")
    terminal.event("page", alert=reply["alert"])
    health = client.health()["status"]
    check(reply["durable"] or health == "critical", "unstored, and health is", health)
    return f"serve {'stored' if reply['durable'] else 'unstored'}, {health}"


FAULTS = [nth_call, death_at_nth_call, failing_start, full_disk, no_descriptors,
          no_descriptors_and_no_storage, no_memory, clock_steps, clock_back_and_killed, stopped,
          locked, locked_start, read_only_start, long_reader, corrupt_row, corrupt_page]


def main():
    global LONG
    names = [name for name in sys.argv[1:] if name != "--long"]
    LONG = len(names) < len(sys.argv) - 1
    known = {fault.__name__ for fault in FAULTS}
    if not set(names) <= known:
        sys.exit(f"{__doc__}\nnames: {' '.join(sorted(known))}")
    failed = 0
    for fault in FAULTS:
        if names and fault.__name__ not in names:
            continue
        start = time.monotonic()
        try:
            told = fault()
            print(f"ok      {fault.__name__}: {told or 'as it should be'}", end="")
        except Skipped as why:
            print(f"skipped {fault.__name__}: {why}", end="")
        except (Failed, Lost, sqlite3.Error) as error:
            failed += 1
            print(f"FAILED  {fault.__name__}: {error!r}", end="")
        print(f" ({time.monotonic() - start:.1f} s)", flush=True)
    remove_shim()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

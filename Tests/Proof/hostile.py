#!/usr/bin/env python3
"""Sets hostile peers on the daemon, and measures what the gateway's raises cost meanwhile.

usage: hostile.py [--long] [SECONDS] [KIND...]     so many seconds of each kind, 3 unless said

As root the peers are another user's, as they would be, and the daemon has the priority that its
unit gives it; the gateway has that of the daemon's line, for what it waits for is to be the daemon
and no processor. Otherwise all are of one user and equal. With --long, on a
machine that does nothing else, ten raw commits are the bound, and it is measured what the flood
does to a raw commit where nobody serves it: a program that only reads takes it in the daemon's
place."""
import os, pathlib, sqlite3, subprocess, sys, time
from kit import *

KINDS = ["crowd", "drip", "long", "random", "mutated", "pipelined", "deaf", "feigned", "fleeting"]
NOBODY = 65534
IS_ROOT = os.getuid() == 0
# As Deploy/systemd/amparod.service has it.
NICENESS = -10
REAL_TIME_PRIORITY = 1
# The figure to reach, in raw commits; on a machine that others share as well, only a hang shows.
P99_COMMITS = 10
P99_SECONDS = 1.0
# Idle it is some 15 MB. What 448 peers can have waiting is bounded: 128 KiB each on the way in, and
# out of it 256 KiB each, or 2 MiB for a terminal while all together leave less than 32 MiB.
PEAK_MEGABYTES = 160
# Once they are gone, with what the allocator keeps.
AFTER_MEGABYTES = 80


def raw_commits(directory, going=lambda: False):
    """What durable commits of a raise's rows take, sorted, in seconds: 200, or while it goes on."""
    base = sqlite3.connect(directory / "raw.db", isolation_level=None)
    base.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                       "CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, a TEXT, b BLOB);"
                       "CREATE INDEX IF NOT EXISTS i ON t (a);")
    times = []
    while going() or len(times) < 200:
        start = time.perf_counter()
        base.execute("BEGIN IMMEDIATE")
        for row in range(6):
            base.execute("INSERT INTO t (a, b) VALUES (?, zeroblob(160))", (f"{start}-{row}",))
        base.execute("COMMIT")
        times.append(time.perf_counter() - start)
    base.close()
    return sorted(times)


def part(times, share):
    return times[min(len(times) - 1, int(len(times) * share))]


def raises(daemon, gateway, officer, name, going):
    """Raises, one after the other, while it is going on; what each took."""
    times = []
    while going() or len(times) < 20:
        start = time.perf_counter()
        reply = gateway.raise_(f"{name}-{len(times)}")
        times.append(time.perf_counter() - start)
        check(reply["durable"], "a raise is not durable under", name)
        officer.ask("alert.resolve", alert=reply["alert"], officer="o3", outcome="attended")
        officer.events.clear()
    return sorted(times)


def peers(path, kind, seconds):
    return subprocess.Popen(
        [sys.executable, str(here / "peer.py"), path, kind, str(seconds),
         *([str(NOBODY)] if IS_ROOT else [])], stdout=subprocess.PIPE, text=True)


def attack(daemon, kind, seconds):
    gateway, officer = daemon.client(), daemon.client()
    peer = peers(daemon.socket, kind, seconds)
    try:
        times = raises(daemon, gateway, officer, kind, lambda: peer.poll() is None)
        did = peer.communicate(timeout=30)[0].strip()
    finally:
        if peer.poll() is None:
            peer.kill()
    check(peer.returncode == 0, kind, "ended with", peer.returncode)
    # Another gateway still gets in, and officers' pages still come.
    terminal = daemon.terminal()
    alert = daemon.client().raise_(f"{kind}-after")["alert"]
    terminal.event("page", alert=alert)
    terminal.ask("alert.resolve", alert=alert, officer="o3", outcome="attended")
    return times, did


def floor(directory, kind, seconds):
    """Raw commits beside the same flood where a program that only reads takes it."""
    path = directory / "sink"
    sink = subprocess.Popen([sys.executable, str(here / "peer.py"), str(path), "sink", "0"])
    try:
        until(10, path.exists, "the sink listens")
        os.chmod(path, 0o666)
        peer = peers(str(path), kind, seconds)
        times = raw_commits(directory, lambda: peer.poll() is None)
        peer.communicate(timeout=30)
        return times
    finally:
        sink.kill()
        sink.wait()
        path.unlink(missing_ok=True)


def measure(daemon, kind, seconds, is_long):
    """One kind of peers; whether all held."""
    raw = part(raw_commits(daemon.directory), 0.5)
    # Forgets the peak so far (proc_pid_clear_refs(5)).
    pathlib.Path(f"/proc/{daemon.process.pid}/clear_refs").write_text("5")
    times, did = attack(daemon, kind, seconds)
    peak = daemon.memory("VmHWM")
    p50, p99 = part(times, 0.5), part(times, 0.99)
    held = p99 <= P99_COMMITS * raw if is_long else p99 < P99_SECONDS
    held &= peak < PEAK_MEGABYTES
    until(20, lambda: daemon.memory() < AFTER_MEGABYTES, f"memory comes back after {kind}")
    beside = ""
    if is_long:
        least = part(floor(daemon.directory, kind, 3), 0.99)
        beside = f"; a raw commit beside it p99 {least / raw:.1f}"
    print(f"{'ok    ' if held else 'FAILED'} {kind}: {did}; {len(times)} raises, "
          f"p50 {p50 / raw:.1f}, p99 {p99 / raw:.1f}, most {times[-1] / raw:.1f} raw commits of "
          f"{raw * 1e6:.0f} us{beside}; {peak:.0f} MB at the most, {daemon.memory():.0f} after it",
          flush=True)
    return held


def main():
    words = sys.argv[1:]
    is_long = "--long" in words
    words = [word for word in words if word != "--long"]
    numbers = [float(word) for word in words if word[0].isdigit()]
    kinds = [word for word in words if not word[0].isdigit()] or KINDS
    if not set(kinds) <= set(KINDS):
        sys.exit(__doc__ + "\nkinds: " + " ".join(KINDS))
    seconds = numbers[0] if numbers else 3
    nobody = f', {{ user: {NOBODY}, roles: ["responder"], acts_for: "any" }}'
    limits = "limits: { connections: 512, connections_per_user: 448 },"
    if IS_ROOT:
        os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
        os.sched_setscheduler(
            0, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(REAL_TIME_PRIORITY))
    with Daemon(ack="1h", peers=nobody, extra=limits) as daemon:
        # So that another user reaches the socket at all.
        os.chmod(daemon.directory, 0o711)
        os.chmod(daemon.socket, 0o666)
        calm = raises(daemon, daemon.client(), daemon.client(), "calm", lambda: False)
        print(f"a raise with nobody else: p50 {calm[len(calm) // 2] * 1e6:.0f} us")
        held = [measure(daemon, kind, seconds, is_long) for kind in kinds]
        check(daemon.client().health()["status"] == "ok", "health is not ok after it")
        daemon.verify()
        check(daemon.stop() == 0, "no clean stop")
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    try:
        main()
    except (Failed, Lost) as error:
        sys.exit(f"hostile: {error!r}")

#!/usr/bin/env python3
"""Sets hostile peers on the daemon, and measures what the gateway's raises cost meanwhile.

usage: hostile.py [SECONDS] [KIND...]     so many seconds of each kind, 3 unless said otherwise

As root the peers are another user's, as they would be; otherwise they are the gateway's own."""
import os, sqlite3, subprocess, sys, time
from kit import *

KINDS = ["crowd", "drip", "long", "random", "mutated", "pipelined", "deaf"]
NOBODY = 65534
# The figure to reach is ten raw commits; on a machine that others share as well, only a hang shows.
P99_SECONDS = 1.0
# Idle it is some 25 MB; the peers' buffers are bounded by limits that multiply to less than this.
MEGABYTES = 400


def raw_commit(directory):
    """The median of one durable commit of a raise's rows, in seconds."""
    base = sqlite3.connect(directory / "raw.db", isolation_level=None)
    base.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                       "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b BLOB);"
                       "CREATE INDEX i ON t (a);")
    times = []
    for number in range(200):
        start = time.perf_counter()
        base.execute("BEGIN IMMEDIATE")
        for row in range(6):
            base.execute("INSERT INTO t (a, b) VALUES (?, zeroblob(160))", (f"{number}-{row}",))
        base.execute("COMMIT")
        times.append(time.perf_counter() - start)
    base.close()
    return sorted(times)[100]


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


def attack(daemon, kind, seconds):
    gateway, officer = daemon.client(), daemon.client()
    user = [str(NOBODY)] if os.getuid() == 0 else []
    peer = subprocess.Popen([sys.executable, str(here / "peer.py"), daemon.socket, kind,
                             str(seconds), *user], stdout=subprocess.PIPE, text=True)
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


def main():
    numbers = [float(word) for word in sys.argv[1:] if word[0].isdigit()]
    kinds = [word for word in sys.argv[1:] if not word[0].isdigit()] or KINDS
    if not set(kinds) <= set(KINDS):
        sys.exit(__doc__ + "\nkinds: " + " ".join(KINDS))
    seconds = numbers[0] if numbers else 3
    peers = f', {{ user: {NOBODY}, roles: ["responder"], acts_for: "any" }}'
    limits = "limits: { connections: 512, connections_per_user: 448 },"
    failed = False
    with Daemon(ack="1h", peers=peers, extra=limits) as daemon:
        # So that another user reaches the socket at all.
        os.chmod(daemon.directory, 0o711)
        os.chmod(daemon.socket, 0o666)
        raw = raw_commit(daemon.directory)
        calm = raises(daemon, daemon.client(), daemon.client(), "calm", lambda: False)
        print(f"raw commit p50 {raw * 1e6:.0f} us; a raise with nobody else: "
              f"p50 {calm[len(calm) // 2] / raw:.1f}, most {calm[-1] / raw:.1f} raw commits")
        for kind in kinds:
            times, did = attack(daemon, kind, seconds)
            p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
            peak = daemon.memory("VmHWM")
            held = p99 < P99_SECONDS and peak < MEGABYTES
            failed |= not held
            print(f"{'ok    ' if held else 'FAILED'} {kind}: {did}; {len(times)} raises, "
                  f"p50 {p50 / raw:.1f}, p99 {p99 / raw:.1f}, most {times[-1] / raw:.1f} raw "
                  f"commits ({p99 * 1000:.1f} ms p99); {peak:.0f} MB at the most", flush=True)
        check(daemon.client().health()["status"] == "ok", "health is not ok after it")
        daemon.verify()
        check(daemon.stop() == 0, "no clean stop")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    try:
        main()
    except (Failed, Lost) as error:
        sys.exit(f"hostile: {error!r}")

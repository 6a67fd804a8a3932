"""The machine gives no more descriptors or memory, its clock jumps, it stops; see faults.py."""
import errno, signal, subprocess, time
from kit import *
from watch import Watch, serves

HOUR = 3600


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
        used = int(daemon.memory("VmSize") + 4) << 20
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
        watch.is_back()
        check(watch.health() == "ok", "health is", watch.health())
        watch.outlived()
        return f"{how} after {watch.count} calls of 60 KB"


def clock_steps():
    """The wall clock is stepped by hours, both ways; no escalation is moved by it."""
    with Daemon(ack="1s", shim=True) as daemon:
        watch = Watch(daemon, "clock")
        for hours in (6, -6, 0, 49, -49, 0):
            reply = watch.call()
            check(reply["durable"], "a clock that is off keeps it from storing:", reply)
            alert = reply["alert"]
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


def stopped(seconds=3):
    """SIGSTOP: it goes on where it stood, once for everything that is overdue."""
    with Daemon(ack="500ms") as daemon:
        watch = Watch(daemon, "stopped")
        alert = watch.call()["alert"]
        daemon.process.send_signal(signal.SIGSTOP)
        # What comes in meanwhile waits in the socket.
        waiting = Client(daemon.socket, seconds + 30)
        waiting.send({"op": "alert.raise", "request_id": "stopped-w", "caller": "anonymous"})
        time.sleep(seconds)
        daemon.process.send_signal(signal.SIGCONT)
        reply = waiting.line()
        check(reply["ok"] and reply["durable"], "who waited was answered", reply)
        watch.terminal.event("page", alert=alert, step=2)
        steps = daemon.rows("SELECT count(*) FROM events WHERE alert = ? AND "
                            "kind = 'step_started'", alert)[0][0]
        check(steps <= 3, steps, "steps at once")
        watch.ends_well()


def stopped_for_minutes():
    stopped(180)

"""The disk fails, fills up, or is read-only; see faults.py."""
import errno, random, subprocess
from concurrent.futures import ThreadPoolExecutor
from kit import *
from disk import Ext4Cut, cut_power
from watch import Watch

ERRORS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "EROFS": errno.EROFS}


def calls_of_a_raise(daemon, watch):
    daemon.page.fail(FOREVER, FOREVER, errno.EIO)
    watch.call()
    return daemon.page.seen


def nth_call():
    """Every write and sync of a raise fails in turn, once and for ever, in every way."""
    ways = [(name, how, lasting) for lasting in (False, True)
            for name, how in (*ERRORS.items(), ("short", Page.SHORT))]
    shim_library()
    # Storage tries again after a pause: the daemons wait side by side.
    with ThreadPoolExecutor(len(ways)) as threads:
        told = list(threads.map(lambda way: every_call_fails(*way), ways))
    calls, struck, unstored = zip(*told)
    return (f"{max(calls)} calls a raise, {sum(struck)} faults struck, "
            f"{sum(unstored)} raises unstored at first")


def every_call_fails(name, how, lasting):
    struck = unstored = 0
    with Daemon(ack="1h", shim=True) as daemon:
        watch = Watch(daemon, "nth")
        calls = max(calls_of_a_raise(daemon, watch) for _ in range(5))
        check(calls >= 2, "a raise makes", calls, "calls; at least a write and a sync were expected")
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
    return calls, struck, unstored


def nth_call_and_power_cut():
    """A write or sync of a raise fails, and some calls later the power goes: what was called
    durable in between is there, though the system drops what a failed sync left."""
    shim_library()
    with ThreadPoolExecutor(len(ERRORS)) as threads:
        told = list(threads.map(fails_and_loses_power, ERRORS.values()))
    stored, lost = zip(*told)
    return f"{sum(stored)} raises stored after a failure, {sum(lost)} writes lost or torn"


def fails_and_loses_power(how):
    chance = random.Random(how)
    stored = lost = 0
    with Daemon(ack="1h", disk=True) as daemon:
        watch = Watch(daemon, "cut")
        calls = max(calls_of_a_raise(daemon, watch) for _ in range(5))
        for first in range(1, calls + 3):
            daemon.recovers()
            # Those that were unstored at first are stored by now.
            told = dict(watch.told)
            daemon.page.fail(first, first, how)
            for _ in range(chance.randint(1, 5)):
                if chance.random() < 0.3:
                    daemon.recovers()
                if watch.call()["durable"]:
                    stored += daemon.page.struck > 0
                    told[f"cut-{watch.count}"] = watch.told[f"cut-{watch.count}"]
            daemon.kill()
            lost += cut_power(daemon.directory / "disk", chance)
            daemon.page.heal()
            daemon.start()
            watch.told = told
            watch.is_back()
            watch.outlived()
    check(lost > 0, "no write was ever lost")
    return stored, lost


def dead_disk():
    """The disk takes nothing more from one moment on, for good: calls are paged, and what was
    stored before is there once the file system is mounted again."""
    with Ext4Cut(random.Random()) as disk, Daemon(ack="1h", place=disk.place) as daemon:
        watch = Watch(daemon, "dead")
        for _ in range(20):
            watch.call()
        stored = dict(watch.told)
        disk.stop()
        for _ in range(20):
            watch.call_unstored()
        daemon.kill()
        disk.again()
        daemon.start()
        watch.told = stored
        watch.is_back()
        watch.ends_well()


def death_at_nth_call():
    """The daemon dies at every write and sync of a raise in turn."""
    deaths = 0
    with Daemon(ack="1h", shim=True) as daemon:
        watch = Watch(daemon, "death")
        calls = max(calls_of_a_raise(daemon, watch) for _ in range(5))
        for first in range(1, calls + 1):
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
            watch.is_back()
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
        for how in ERRORS.values():
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


def full_disk():
    """A real file system without room, in memory; the ballast is given up, then nothing is left."""
    with Mount("tmpfs", "-t", "tmpfs", "-o", "size=24m,mode=700", "none") as place:
        with Daemon(ack="1h", place=place) as daemon:
            watch = Watch(daemon, "full")
            watch.call()
            filler = pathlib.Path(place) / "filler"
            fill(filler)
            owed = 0
            while daemon.database.with_name("amparo.db.ballast").exists():
                owed += not watch.call()["durable"]
                check(watch.count < 5000, "the ballast was never given up")
            daemon.recovers()
            daemon.awaits("ballast", "warning", 2)
            fill(filler)
            while watch.call()["durable"]:
                check(watch.count < 20000, "the disk does not fill")
            unstored = watch.call_unstored()["alert"]
            listed = watch.gateway.ask("alert.list", limit=1)["alerts"]
            check([alert["alert"] for alert in listed] == [unstored], "listed are", listed)
            filler.unlink()
            daemon.awaits("ballast", "ok")
            watch.ends_well()
            return f"{watch.count} calls, {owed} owed until the ballast went"


def fill(path):
    with open(path, "ab", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError as error:
            check(error.errno == errno.ENOSPC, "the filler failed:", error)


def read_only_start():
    """The system has made the disk read-only, as ext4 does after an error, and it is started."""
    with Mount("tmpfs", "-t", "tmpfs", "-o", "size=64m,mode=700", "none") as place:
        with Daemon(ack="1h", place=place) as daemon:
            watch = Watch(daemon, "readonly")
            alert = watch.call()["alert"]
            daemon.kill()
            subprocess.run(["mount", "-o", "remount,ro", place], check=True)
            daemon.start()
            watch.gateway, watch.terminal = daemon.client(), daemon.terminal()
            watch.terminal.event("page", alert=alert)
            watch.call_unstored()
            subprocess.run(["mount", "-o", "remount,rw", place], check=True)
            watch.ends_well()

"""The database is held by another program, or spoilt; see faults.py."""
import random, sqlite3
from kit import *
from watch import Watch


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
            if breaks or sql == "UPDATE directory SET body = 'x'":
                check(daemon.client().health()["status"] != "ok", "health is ok after", sql)
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


def answers(daemon):
    if daemon.process.poll() is not None:
        check(daemon.process.returncode == 1, "it ended with", daemon.process.returncode)
        return "ended"
    try:
        daemon.client().ask("version")
        return "serves"
    except Lost:
        return None


def serves_with_bad_page(daemon):
    client, terminal = daemon.client(), daemon.terminal()
    reply = client.raise_("page-new")
    terminal.event("page", alert=reply["alert"])
    told = client.health()
    health = told["status"]
    check(reply["durable"] or health == "critical", "unstored, and health is", health)
    check("JournalFailure" not in json.dumps(told), "health tells no sentence:", told)
    return f"serve {'stored' if reply['durable'] else 'unstored'}, {health}"

"""The real daemon as a process, its peers, and the faults that can be put into it."""
import collections, ctypes, json, mmap, os, pathlib, random, shutil, signal, socket, sqlite3
import struct, subprocess, sys, tempfile, time

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent

TOWN = {
    "unit": {"id": "u", "name": "U", "time_zone": "Europe/Madrid"},
    "officers": [{"id": f"o{n}", "name": f"Agente {n}", "supervisor": n == 3,
                  "contacts": [{"channel": "queue"}]} for n in (1, 2, 3)],
    "cases": [{"id": f"VG-{n}", "risk": "high", "phones": [f"+3460011100{n}"],
               "assigned": "o1", "deputies": ["o2"]} for n in range(1, 9)],
}


class Failed(Exception):
    """What the proof found not to be so."""


class Lost(Exception):
    """The daemon went away, or was silent for too long."""


class Skipped(Exception):
    """This machine does not allow the fault."""


def check(holds, *what):
    if not holds:
        raise Failed(" ".join(str(word) for word in what))


def program():
    """The daemon to prove: AMPAROD, or the newest that was built here."""
    named = os.environ.get("AMPAROD")
    found = [pathlib.Path(named)] if named else [
        root / ".build" / kind / "amparod" for kind in ("release", "debug")]
    found = [path for path in found if path.exists()]
    if not found:
        sys.exit("build the daemon first: swift build -c release --product amparod")
    return str(max(found, key=lambda path: path.stat().st_mtime))


def until(seconds, condition, what):
    """Waits for a condition; fails when the time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.005)
    raise Failed(f"not within {seconds} s: {what}")


class Client:
    """A peer that speaks one JSON object a line; events that come between are kept."""

    def __init__(self, path, timeout=20):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(timeout)
        self.buffer = bytearray()
        self.events = collections.deque()
        try:
            self.socket.connect(path)
        except OSError as error:
            raise Lost(str(error))

    def send(self, request):
        try:
            self.socket.sendall(json.dumps(request).encode() + b"\n")
        except OSError as error:
            raise Lost(str(error))

    def line(self):
        while (end := self.buffer.find(b"\n")) < 0:
            try:
                part = self.socket.recv(65536)
            except OSError as error:
                raise Lost(str(error))
            if not part:
                raise Lost("closed")
            self.buffer += part
        line = json.loads(self.buffer[:end])
        del self.buffer[: end + 1]
        return line

    def ask(self, op, **members):
        self.send({"op": op, **members})
        while "event" in (line := self.line()):
            self.events.append(line)
        return line

    def raise_(self, request_id, caller="anonymous", **members):
        reply = self.ask("alert.raise", request_id=request_id, caller=caller, source="phone",
                         **members)
        check(reply.get("ok") is True, "a raise was refused:", reply)
        return reply

    def event(self, kind, **members):
        """The next event of that kind and content."""
        while True:
            event = self.events.popleft() if self.events else self.line()
            if event.get("event") == kind and members.items() <= event.items():
                return event

    def health(self):
        return self.ask("health")

    def close(self):
        self.socket.close()


class Page:
    """The shim's page; shim.c has the same fields in the same order."""
    SHORT, KILL = 1000, 1001

    def __init__(self, path):
        path.write_bytes(bytes(4096))
        with open(path, "r+b") as file:
            self.map = mmap.mmap(file.fileno(), 4096)

    def _set(self, place, value):
        struct.pack_into("q", self.map, place * 8, value)

    def _get(self, place):
        return struct.unpack_from("q", self.map, place * 8)[0]

    def fail(self, first, last, how):
        """From now on, the calls from `first` to `last`, counted from 1, fail."""
        for place, value in ((0, 0), (3, 0), (4, 0), (1, last), (2, how), (0, first)):
            self._set(place, value)

    def heal(self):
        self._set(0, 0)

    seen = property(lambda self: self._get(3))
    struck = property(lambda self: self._get(4))

    def step(self, seconds):
        """Steps the wall clock to that distance from the true one."""
        self._set(5, int(seconds * 1e9))

    def lie(self):
        self._set(6, 1)


FOREVER = 1 << 60


class Daemon:
    def __init__(self, ack="1s", shim=False, disk=False, extra="", place=None, town=TOWN,
                 peers="", limit=None):
        """The database is in `place`, where that is given; all else is elsewhere, as it is where
        it is installed."""
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="amparo-proof-"))
        os.chmod(self.directory, 0o700)
        self.socket = str(self.directory / "s")
        self.database = pathlib.Path(place or self.directory) / "amparo.db"
        self.log = self.directory / "log"
        self.process = None
        self.limit = limit or []
        self.options = []
        self.environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
        self.page = None
        if shim or disk:
            self.page = Page(self.directory / "page")
            self.environment |= {"LD_PRELOAD": shim_library(), "PROOF_PATH": "amparo.db",
                                 "PROOF_PAGE": str(self.directory / "page")}
        if disk:
            self.environment["PROOF_DISK"] = str(self.directory / "disk")
        roles = '["gateway", "responder", "supervisor", "admin"]'
        (self.directory / "amparo.json5").write_text(f"""
          {{ socket: "{self.socket}", database: "{self.database}",
            peers: [ {{ user: {os.getuid()}, roles: {roles}, acts_for: "any" }} {peers} ],
            policies: {{ standard: {{ repeat_from: 1, progress_within: "1h", steps: [
              {{ page: ["assigned", "contact:desk"], ack_within: "{ack}" }},
              {{ page: ["deputies", "contact:desk"], ack_within: "{ack}" }} ] }} }},
            contacts: {{ desk: {{ contacts: [ {{ channel: "queue" }} ] }} }}, last_resort: "desk",
            {extra} }}""")
        self.start()
        if town:
            applied = self.client().ask("directory.apply", document=town)
            check(applied.get("ok"), "the directory was refused:", applied)

    def launch(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.limit + [program(), "--config", str(self.directory / "amparo.json5"),
                              *self.options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment)

    def start(self, seconds=60):
        self.launch()
        self.wait(seconds)

    def wait(self, seconds=60):
        def answers():
            check(self.process.poll() is None, "the daemon ended:", self.log.read_text()[-500:])
            try:
                client = Client(self.socket)
                client.ask("version")
                return True
            except Lost:
                return False
        until(seconds, answers, "the daemon serves")

    def client(self):
        return Client(self.socket)

    def terminal(self, officer="contact:desk"):
        client = self.client()
        reply = client.ask("queue.subscribe", officer=officer)
        check(reply.get("ok"), "a terminal was refused:", reply)
        return client

    def kill(self):
        self.process.kill()
        self.process.wait()

    def restart(self):
        self.kill()
        self.start()

    def stop(self):
        """Stops it as the service manager does; its exit status."""
        self.process.terminate()
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            raise Failed("the daemon did not stop within 30 s")

    def rows(self, sql, *values):
        base = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=20)
        try:
            return base.execute(sql, values).fetchall()
        finally:
            base.close()

    def memory(self, field="VmRSS"):
        """In megabytes."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
        return 0

    def verify(self):
        reply = self.client().ask("audit.verify")
        check(reply.get("intact") is True, "the chain is broken:", reply)
        return reply["rows"]

    def recovers(self, seconds=30):
        """Storage says that all is stored, and the chain is whole."""
        self.awaits("storage", "ok", seconds)
        self.verify()

    def awaits(self, name, status, seconds=30):
        """Health says that of one of its checks."""
        client = self.client()

        def says():
            checks = {c["name"]: c["status"] for c in client.health()["checks"]}
            return checks.get(name) == status
        until(seconds, says, f"{name} is {status}")

    def remove(self):
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.directory, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()


class Mount:
    """A file system of the proof's own; without the right to mount one the fault is skipped."""

    def __init__(self, name, *arguments):
        self.place = tempfile.mkdtemp(prefix=f"amparo-{name}-")
        self.command = ["mount", *arguments, self.place]
        done = subprocess.run(self.command, capture_output=True, text=True)
        if done.returncode:
            os.rmdir(self.place)
            raise Skipped(f"no {name} can be mounted here: {done.stderr.strip()}")

    def begin(self):
        subprocess.run(self.command, check=True)

    def end(self):
        subprocess.run(["umount", "-l", self.place], check=True)

    def __enter__(self):
        return self.place

    def __exit__(self, *_):
        self.end()
        os.rmdir(self.place)



built = []


def shim_library():
    """Compiled anew for each run, by whichever C compiler there is."""
    if not built:
        compiler = next((c for c in ("cc", "gcc", "clang") if shutil.which(c)), None)
        if not compiler:
            sys.exit("a C compiler is needed for the shim")
        folder = tempfile.mkdtemp(prefix="amparo-shim-")
        library = f"{folder}/shim.so"
        subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, str(here / "shim.c"),
                        "-ldl", "-lpthread"], check=True)
        built.append(library)
    return built[0]


def remove_shim():
    for library in built:
        shutil.rmtree(os.path.dirname(library), ignore_errors=True)

"""What a power cut leaves of the daemon's files: as the shim noted them, and on a real ext4."""
import fcntl, os, pathlib, shutil, struct, subprocess, tempfile
from kit import Mount, Skipped

WRITE, TRUNCATE, SYNC, FAILED_SYNC = 1, 2, 3, 4
HEADER = struct.Struct("5q216s")
SECTOR = 512


class Cut:
    """Nothing but a kill: all that was written stays."""
    place = None
    daemon = {}

    def __init__(self, chance):
        self.chance = chance

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def off(self, daemon, memory):
        """Ends the daemon; returns how many writes did not stay."""
        daemon.kill()
        return 0


class NotedCut(Cut):
    """Takes back any part of what the shim noted since each file's last sync."""
    daemon = {"disk": True}

    def off(self, daemon, memory):
        daemon.kill()
        return cut_power(daemon.directory / "disk", self.chance)


class Ext4Cut(Cut):
    """A real file system that is stopped without writing its log, and mounted again."""
    BYTES = 64 << 20
    # FS_IOC_SHUTDOWN, and its flag for not writing the log.
    SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2

    def __enter__(self):
        # In memory its flushes cost nothing, so that there can be many cuts.
        shared = "/dev/shm" if os.path.isdir("/dev/shm") else None
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="amparo-ext4-", dir=shared))
        try:
            self.mount = self.make()
        except BaseException:
            shutil.rmtree(self.folder)
            raise
        self.place = self.mount.place
        os.chmod(self.place, 0o700)
        return self

    def make(self):
        image = self.folder / "image"
        with open(image, "wb") as file:
            file.truncate(self.BYTES)
        make = shutil.which("mkfs.ext4", path=os.environ["PATH"] + ":/usr/sbin:/sbin")
        if not make:
            raise Skipped("there is no mkfs.ext4 here")
        # With smaller blocks, SQLite's shared memory on a full disk is a signal, not an error.
        subprocess.run([make, "-q", "-F", "-b", "4096", image], check=True)
        return Mount("ext4", "-o", "loop", str(image))

    def __exit__(self, *_):
        self.mount.__exit__()
        shutil.rmtree(self.folder)

    def stop(self):
        """From here on the file system takes nothing, and what it had not synced is lost."""
        place = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(place, self.SHUTDOWN, struct.pack("I", self.NO_LOG_FLUSH))
        finally:
            os.close(place)

    def off(self, daemon, memory):
        # A flush that is under way at the cut may still report success; its power had gone.
        memory.ends()
        self.stop()
        daemon.kill()
        self.again()
        return 0

    def again(self):
        """Mounts a copy of what reached the disk. The disk itself would come back stopped while
        another program's namespace holds it, such as a container that is starting."""
        self.mount.end()
        image = self.folder / "image"
        shutil.copyfile(image, self.folder / "copy")
        os.replace(self.folder / "copy", image)
        self.mount.begin()


def entries(path):
    """What the shim noted, in order; an entry that was cut short by the kill was never made."""
    data = path.read_bytes() if path.exists() else b""
    at = 0
    while at + HEADER.size <= len(data):
        kind, offset, old_size, old_bytes, new_bytes, name = HEADER.unpack_from(data, at)
        at += HEADER.size
        if at + old_bytes + new_bytes > len(data):
            return
        old = data[at: at + old_bytes]
        new = data[at + old_bytes: at + old_bytes + new_bytes]
        at += old_bytes + new_bytes
        yield kind, name.rstrip(b"\0").decode(), offset, old_size, old, new


def unsure(path):
    """By file, its writes from the first that may be lost on, each with whether it is safe.

    What a failed sync leaves may be lost whatever is synced after: the system has written it or
    not, and takes it for written."""
    files = {}
    for kind, name, *write in entries(path):
        waiting, writes = files.setdefault(name, ([], []))
        if kind in (SYNC, FAILED_SYNC):
            for entry in waiting:
                entry[0] = kind == SYNC
            waiting.clear()
            while writes and writes[0][0]:
                writes.pop(0)
        else:
            entry = [False, kind, *write]
            writes.append(entry)
            waiting.append(entry)
    return {name: writes for name, (_, writes) in files.items() if writes}


def cut_power(path, random):
    """Lets each write that no sync has made safe stay, go, or stay in some sectors only.

    Returns how many did not stay whole."""
    files = unsure(path)
    path.unlink(missing_ok=True)
    lost = 0
    for name, writes in files.items():
        # The index beside the log is memory; it does not outlive the power.
        if name.endswith("-shm") or not os.path.exists(name):
            continue
        with open(name, "r+b") as file:
            for _, _, offset, old_size, old, _ in reversed(writes):
                file.seek(offset)
                file.write(old)
                file.truncate(old_size)
            for is_safe, *write in writes:
                lost += not replay(file, write, 0.5 if is_safe else random.random(), random)
    for name in files:
        if name.endswith("-shm") and os.path.exists(name):
            os.unlink(name)
    return lost


def replay(file, write, fate, random):
    kind, offset, _, _, new = write
    if fate < 0.4:
        return False
    if kind == TRUNCATE:
        file.truncate(offset)
    elif fate < 0.7:
        file.seek(offset)
        file.write(new)
    else:
        for start in range(0, len(new), SECTOR):
            if random.random() < 0.5:
                file.seek(offset + start)
                file.write(new[start: start + SECTOR])
        return False
    return True

"""Takes back what a power cut would: any part of what was written since each file's last sync."""
import os, struct

WRITE, TRUNCATE, SYNC = 1, 2, 3
HEADER = struct.Struct("5q216s")
SECTOR = 512


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


def cut_power(path, random):
    """Lets each write since the last sync of its file stay, go, or stay in some sectors only.

    Returns how many did not stay whole."""
    pending = {}
    for kind, name, *write in entries(path):
        if kind == SYNC:
            pending.pop(name, None)
        else:
            pending.setdefault(name, []).append((kind, *write))
    path.unlink(missing_ok=True)
    lost = 0
    for name, writes in pending.items():
        # The index beside the log is memory; it does not outlive the power.
        if name.endswith("-shm") or not os.path.exists(name):
            continue
        with open(name, "r+b") as file:
            for kind, offset, old_size, old, _ in reversed(writes):
                file.seek(offset)
                file.write(old)
                file.truncate(old_size)
            lost += sum(not replay(file, write, random) for write in writes)
    for name in pending:
        if name.endswith("-shm") and os.path.exists(name):
            os.unlink(name)
    return lost


def replay(file, write, random):
    kind, offset, _, _, new = write
    fate = random.random()
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

#!/usr/bin/env python3
"""One kind of hostile peer: peer.py SOCKET KIND SECONDS [UID]. Says how much it did, at the end.
The kind `sink` is no peer but takes what others send there, for as long as it lives."""
import errno, json, os, random, selectors, socket, sys, time

path, kind, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
if len(sys.argv) > 4:
    # Not the priority of whoever measures.
    os.setpriority(os.PRIO_PROCESS, 0, 0)
    os.setuid(int(sys.argv[4]))
end = time.monotonic() + seconds
chance = random.Random(kind)
REQUESTS = [
    {"op": "alert.list", "limit": 100}, {"op": "alert.get", "alert": 1}, {"op": "version"},
    {"op": "queue.subscribe", "officer": "o1", "after": 0}, {"op": "rota.who"},
    {"op": "queue.list"}, {"op": "alert.history", "alert": 1}, {"op": "case.list"},
    {"op": "alert.acknowledge", "alert": 1, "officer": "o1", "via": "queue"},
    {"op": "alert.note", "alert": 1, "officer": "o1", "text": "x" * 200},
    {"op": "alert.raise", "request_id": "r", "caller": "anonymous", "source": "app"},
]
# A line that looks like a raise, by which the daemon would serve it ahead of others, and is none.
FEIGNED = b'{"op":"alert.list","limit":100,"note":"alert.raise"}\n'
LINES = [json.dumps(request).encode() + b"\n" for request in REQUESTS]


def connect():
    peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        peer.setblocking(False)
        peer.connect(path)
        return peer
    except OSError:
        peer.close()
        return None


def mutated():
    line = bytearray(chance.choice(LINES))
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(line))
        how = chance.random()
        if how < 0.4:
            line[at] = chance.randrange(256)
        elif how < 0.6:
            del line[at]
        elif how < 0.8:
            line[at:at] = line[at:at + chance.randint(1, 40)]
        else:
            line[at:at] = chance.choice([b"\0", b'"', b"{", b"[" * 70, b"1e999", b"\xff", b"\n"])
        line = line or bytearray(b"x")
    return bytes(line) + b"\n"


def long_line():
    return b'{"op":"case.list","note":"' + b"x" * 65400 + b'"}\n'


# What each kind sends, how many peers it is, and whether it reads.
KINDS = {
    "random": (lambda: chance.randbytes(4096), 32, True),
    "mutated": (mutated, 32, True),
    "long": (long_line, 16, True),
    "deaf": (lambda: chance.choice(LINES[:10]) * 20, 32, False),
    "pipelined": (lambda: LINES[2] * 500, 32, True),
    "feigned": (lambda: FEIGNED * 20, 32, True),
}


def flood():
    """Sends for ever, as fast as it is taken, and connects again when it is cut off."""
    make, count, reads = KINDS[kind]
    selector, waiting, sent = selectors.DefaultSelector(), {}, 0
    peers = 0
    while time.monotonic() < end:
        while peers < count and (peer := connect()):
            selector.register(peer, selectors.EVENT_WRITE | (selectors.EVENT_READ if reads else 0))
            waiting[peer] = b""
            peers += 1
        for key, events in selector.select(0.05):
            peer = key.fileobj
            try:
                if events & selectors.EVENT_READ and not peer.recv(65536):
                    raise ConnectionResetError
                if events & selectors.EVENT_WRITE:
                    rest = waiting[peer] or make()
                    count_sent = peer.send(rest)
                    sent += count_sent
                    waiting[peer] = rest[count_sent:]
            except BlockingIOError:
                pass
            except OSError:
                selector.unregister(peer)
                peer.close()
                del waiting[peer]
                peers -= 1
    return f"{sent >> 10} KiB sent"


def crowd():
    """Thousands of connections, half of them with half a line, each replaced when it is refused."""
    peers, made = [], 0
    while time.monotonic() < end:
        while len(peers) < 2000 and (peer := connect()):
            made += 1
            peers.append(peer)
            try:
                peer.send(b'{"op":"alert.li' if made % 2 else b"")
            except OSError:
                pass
        still = []
        for peer in peers:
            try:
                if peer.recv(4096):
                    still.append(peer)
                else:
                    peer.close()
            except BlockingIOError:
                still.append(peer)
            except OSError:
                peer.close()
        peers = still
        time.sleep(0.02)
    return f"{made} connections"


def drip():
    """A byte a second, each peer at a place of its own in the line."""
    peers, sent = [], 0
    while time.monotonic() < end:
        while len(peers) < 300 and (peer := connect()):
            peers.append([peer, chance.randrange(40)])
        if not peers:
            time.sleep(0.05)
            continue
        for item in list(peers):
            try:
                line = LINES[0]
                item[0].send(line[item[1] % len(line):][:1])
                item[1] += 1
                sent += 1
            except BlockingIOError:
                pass
            except OSError:
                item[0].close()
                peers.remove(item)
        time.sleep(1)
    return f"{sent} bytes"


def fleeting():
    """Asks for much and is gone before any of it is answered."""
    made = 0
    while time.monotonic() < end:
        if peer := connect():
            made += 1
            try:
                peer.send(b"".join(LINES[:10]) * 4)
            except OSError:
                pass
            peer.close()
        else:
            time.sleep(0.001)
    return f"{made} connections"


def sink():
    """Reads whatever comes, and answers nothing."""
    selector, listener = selectors.DefaultSelector(), socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(1024)
    selector.register(listener, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            if key.fileobj is listener:
                selector.register(listener.accept()[0], selectors.EVENT_READ)
                continue
            try:
                if key.fileobj.recv(65536):
                    continue
            except OSError:
                pass
            selector.unregister(key.fileobj)
            key.fileobj.close()


OTHERS = {"crowd": crowd, "drip": drip, "fleeting": fleeting, "sink": sink}
print(OTHERS.get(kind, flood)())

"""far.py DIRECTORY: mounts a file system at DIRECTORY that the kernel takes for another machine's.

It serves the little that the kernel asks when somebody wants to know what kind it is (FUSE 7.31,
linux/fuse.h), says "mounted", and ends when it is unmounted."""
import ctypes, errno, os, struct, sys

INIT, STATFS, GETATTR, FORGET, LOOKUP = 26, 17, 3, 2, 1
device = os.open("/dev/fuse", os.O_RDWR)
libc = ctypes.CDLL(None, use_errno=True)
options = f"fd={device},rootmode=40000,user_id=0,group_id=0"
if libc.mount(b"far", sys.argv[1].encode(), b"fuse.far", 0, options.encode()) != 0:
    sys.exit(os.strerror(ctypes.get_errno()))
print("mounted", flush=True)


def answer(operation):
    if operation == INIT:
        return struct.pack("<IIIIHHIIHHI7I", 7, 31, 0, 0, 12, 10, 4096, 1, 1, 0, 0, *[0] * 7)
    if operation == STATFS:
        return struct.pack("<5Q10I", 1000, 1000, 1000, 10, 10, 4096, 255, 4096, 0, *[0] * 6)
    if operation == GETATTR:
        root = struct.pack("<6Q10I", 1, 0, 0, 0, 0, 0, 0, 0, 0, 0o40755, 2, 0, 0, 0, 4096, 0)
        return struct.pack("<QII", 1, 0, 0) + root
    return None


while True:
    try:
        request = os.read(device, 1 << 20)
    except OSError:
        break
    operation, unique = struct.unpack_from("<IQ", request, 4)
    if operation == FORGET:
        continue
    data = answer(operation)
    error = 0 if data is not None else -(errno.ENOENT if operation == LOOKUP else errno.ENOSYS)
    os.write(device, struct.pack("<IiQ", 16 + len(data or b""), error, unique) + (data or b""))

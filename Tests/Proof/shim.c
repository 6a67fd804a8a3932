// Loaded into the daemon by LD_PRELOAD, so that its files fail, its clock steps, and what it wrote
// since a sync can be taken back as a power cut would. Commands come by a page that the tests map
// (PROOF_PAGE); PROOF_DISK names a file to which each write is noted before it is made, and each
// sync after it. Only files whose path has PROOF_PATH in it, ballast and lock left out.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// kit.py writes the same fields by number.
struct page {
  atomic_long first;   // the call that fails, counted from 1 over all kinds; 0: none
  atomic_long last;    // up to this one, inclusive
  atomic_long how;     // an errno, SHORT or KILL
  atomic_long seen;    // calls so far
  atomic_long struck;  // how many failed
  atomic_long offset;  // what CLOCK_REALTIME is off by, in nanoseconds
  atomic_long lies;    // 1: a sync syncs nothing, as a disk that lies
};
enum { SHORT = 1000, KILL = 1001 };
enum { WRITE = 1, TRUNCATE = 2, SYNC = 3, FAILED_SYNC = 4 };

// One entry of PROOF_DISK, followed by the bytes that were there and those that came.
struct entry {
  int64_t kind, offset, old_size, old_bytes, new_bytes;
  char path[216];
};

static struct page *page;
static int disk = -1;
static const char *wanted;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void set_up(void) {
  const char *name = getenv("PROOF_PAGE");
  wanted = getenv("PROOF_PATH");
  if (name) {
    int fd = syscall(SYS_openat, AT_FDCWD, name, O_RDWR | O_CLOEXEC, 0);
    void *at = fd < 0 ? MAP_FAILED : mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED) abort();
    page = at;
    syscall(SYS_close, fd);
  }
  name = getenv("PROOF_DISK");
  if (name) disk = syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

// Whether it is one of the files; its path goes to `path`.
static int is_ours(int fd, char *path, size_t size) {
  char link[40] = "/proc/self/fd/", *end = link + 14, digits[12];
  int count = 0, saved = errno;
  do digits[count++] = '0' + fd % 10; while ((fd /= 10) > 0);
  while (count > 0) *end++ = digits[--count];
  *end = 0;
  ssize_t n = readlink(link, path, size - 1);
  errno = saved;
  if (n < 0 || !wanted) return 0;
  path[n] = 0;
  return strstr(path, wanted) && !strstr(path, ".ballast") && !strstr(path, ".lock");
}

// 0: go on; 1: come up short; -1: failed, errno is set.
static int strike(void) {
  if (!page) return 0;
  long n = atomic_fetch_add(&page->seen, 1) + 1, first = atomic_load(&page->first);
  if (first == 0 || n < first || n > atomic_load(&page->last)) return 0;
  atomic_fetch_add(&page->struck, 1);
  long how = atomic_load(&page->how);
  if (how == SHORT) return 1;
  if (how == KILL) syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
  errno = (int)how;
  return -1;
}

static void put(const void *bytes, size_t count) {
  if (syscall(SYS_write, disk, bytes, count) != (long)count) abort();
}

static void note(int kind, const char *path, int fd, off_t offset, const void *new, size_t count) {
  struct stat now;
  struct entry entry = {.kind = kind, .offset = offset, .new_bytes = (int64_t)count};
  if (disk < 0 || fstat(fd, &now)) return;
  strncpy(entry.path, path, sizeof entry.path - 1);
  entry.old_size = now.st_size;
  off_t end = kind == WRITE ? offset + (off_t)count : now.st_size;
  if (end > now.st_size) end = now.st_size;
  if (kind < SYNC && end > offset) entry.old_bytes = end - offset;
  char *old = entry.old_bytes ? malloc(entry.old_bytes) : 0;
  if (old && pread(fd, old, entry.old_bytes, offset) != entry.old_bytes) abort();
  put(&entry, sizeof entry);
  if (old) put(old, entry.old_bytes);
  if (count) put(new, count);
  free(old);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static ssize_t write_at(int fd, const void *bytes, size_t count, off_t offset) {
  static ssize_t (*real)(int, const void *, size_t, off_t);
  char path[512];
  if (!real) real = REAL(pwrite64);
  if (!is_ours(fd, path, sizeof path)) return real(fd, bytes, count, offset);
  pthread_mutex_lock(&lock);
  int struck = strike();
  if (struck == 1 && count > 1) count /= 2;
  if (struck >= 0) note(WRITE, path, fd, offset, bytes, count);
  ssize_t done = struck < 0 ? -1 : real(fd, bytes, count, offset);
  pthread_mutex_unlock(&lock);
  return done;
}
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { return write_at(fd, b, n, o); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) { return write_at(fd, b, n, o); }

static int sync_file(int fd, int (*real)(int)) {
  char path[512];
  if (!is_ours(fd, path, sizeof path)) return real(fd);
  pthread_mutex_lock(&lock);
  int lies = page && atomic_load(&page->lies);
  int done = strike() < 0 ? -1 : lies ? 0 : real(fd), error = errno;
  if (!lies) note(done == 0 ? SYNC : FAILED_SYNC, path, fd, 0, 0, 0);
  errno = error;
  pthread_mutex_unlock(&lock);
  return done;
}
int fsync(int fd) { return sync_file(fd, REAL(fsync)); }
int fdatasync(int fd) { return sync_file(fd, REAL(fdatasync)); }

static int cut(int fd, off_t size) {
  static int (*real)(int, off_t);
  char path[512];
  if (!real) real = REAL(ftruncate64);
  if (!is_ours(fd, path, sizeof path)) return real(fd, size);
  pthread_mutex_lock(&lock);
  int struck = strike();
  if (struck >= 0) note(TRUNCATE, path, fd, size, 0, 0);
  int done = struck < 0 ? -1 : real(fd, size);
  pthread_mutex_unlock(&lock);
  return done;
}
int ftruncate(int fd, off_t n) { return cut(fd, n); }
int ftruncate64(int fd, off64_t n) { return cut(fd, n); }

int clock_gettime(clockid_t clock, struct timespec *time) {
  int done = syscall(SYS_clock_gettime, clock, time);
  if (done == 0 && page && clock == CLOCK_REALTIME) {
    long all = time->tv_sec * 1000000000L + time->tv_nsec + atomic_load(&page->offset);
    time->tv_sec = all / 1000000000L;
    time->tv_nsec = all % 1000000000L;
  }
  return done;
}

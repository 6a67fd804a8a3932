#ifndef AMPARO_CLINUX_SHIM_H
#define AMPARO_CLINUX_SHIM_H
#include <pthread.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/vfs.h>

/* accept4(2), which the C library declares for GNU programs only. */
extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);

/* pthread_setname_np(3), likewise. */
extern int pthread_setname_np(pthread_t thread, const char *name);

/* memfd_create(2), likewise. */
extern int memfd_create(const char *name, unsigned int flags);

/* pipe2(2), likewise. */
extern int pipe2(int ends[2], int flags);

/* The CMSG macros of cmsg(3), which Swift cannot see. */

/* Room in bytes for the control data of `count` descriptors. */
static inline size_t amparo_control_bytes(size_t count) { return CMSG_SPACE(count * sizeof(int)); }

/* Writes one descriptor as SCM_RIGHTS into the message's control buffer. */
static inline void amparo_put_descriptor(struct msghdr *message, int descriptor) {
  struct cmsghdr *header = CMSG_FIRSTHDR(message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
}

/* Copies the descriptors that came with the message, `max` at most; returns how many came. */
static inline size_t amparo_take_descriptors(struct msghdr *message, int *descriptors, size_t max) {
  size_t found = 0;
  for (struct cmsghdr *h = CMSG_FIRSTHDR(message); h; h = CMSG_NXTHDR(message, h)) {
    if (h->cmsg_level != SOL_SOCKET || h->cmsg_type != SCM_RIGHTS) continue;
    size_t count = (h->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t i = 0; i < count && found < max; i++, found++)
      memcpy(&descriptors[found], CMSG_DATA(h) + i * sizeof(int), sizeof(int));
  }
  return found;
}
#endif

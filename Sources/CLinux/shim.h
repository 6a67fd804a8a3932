#ifndef AMPARO_CLINUX_SHIM_H
#define AMPARO_CLINUX_SHIM_H
#define _GNU_SOURCE
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/prctl.h>
#include <sys/random.h>
#endif

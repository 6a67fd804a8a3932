import CLinux
import Glibc

/// Waits for many descriptors at once (epoll(7), level-triggered).
package final class EventLoop {
  private let epoll: Descriptor
  private var events: [epoll_event]

  /// How many descriptors one wait can report: more than a full house, so that a gateway's line is
  /// never behind a crowd of others.
  private static let eventsMax = 1024

  /// Watches nothing yet.
  package init() throws(SystemError) {
    epoll = Descriptor(try check("epoll_create1") { epoll_create1(Int32(EPOLL_CLOEXEC)) })
    events = Array(repeating: epoll_event(), count: Self.eventsMax)
  }

  /// Watches a descriptor; what is found of it carries the token.
  package func add(
    _ descriptor: Descriptor, _ interest: Interest, token: UInt64
  ) throws(SystemError) {
    try control(EPOLL_CTL_ADD, descriptor, interest, token)
  }

  /// Changes what a watched descriptor is watched for.
  package func modify(
    _ descriptor: Descriptor, _ interest: Interest, token: UInt64
  ) throws(SystemError) {
    try control(EPOLL_CTL_MOD, descriptor, interest, token)
  }

  /// Harmless for a descriptor that is not watched.
  package func remove(_ descriptor: Descriptor) {
    epoll_ctl(epoll.raw, EPOLL_CTL_DEL, descriptor.raw, nil)
  }

  private func control(
    _ operation: Int32, _ descriptor: Descriptor, _ interest: Interest, _ token: UInt64
  ) throws(SystemError) {
    var event = epoll_event()
    if interest.contains(.read) { event.events |= EPOLLIN.rawValue | EPOLLRDHUP.rawValue }
    if interest.contains(.write) { event.events |= EPOLLOUT.rawValue }
    // Hanging up cannot be masked out (epoll_ctl(2)): told again and again to a line that wants
    // nothing of this peer now, it would keep it from ever resting. So then it is told once.
    if interest.isEmpty { event.events |= EPOLLET.rawValue }
    event.data.u64 = token
    try check("epoll_ctl") { epoll_ctl(epoll.raw, operation, descriptor.raw, &event) }
  }

  /// Waits until something is ready or the time is up (-1: for ever), and appends what is. May
  /// return early with nothing.
  package func wait(
    timeoutMilliseconds: Int32, into ready: inout [ReadyEvent]
  ) throws(SystemError) {
    let count = epoll_wait(epoll.raw, &events, Int32(events.count), timeoutMilliseconds)
    if count < 0 {
      if errno == EINTR { return }
      throw SystemError("epoll_wait")
    }
    for event in events.prefix(Int(count)) {
      let flags = event.events
      ready.append(
        ReadyEvent(
          token: event.data.u64,
          readable: flags & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue) != 0,
          writable: flags & EPOLLOUT.rawValue != 0,
          hungUp: flags & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0))
    }
  }
}

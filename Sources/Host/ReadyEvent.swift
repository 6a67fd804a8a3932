/// What epoll found of one descriptor.
package struct ReadyEvent: Sendable {
  package var token: UInt64
  /// There are bytes, or the peer sends no more.
  package var readable: Bool
  package var writable: Bool
  /// The peer is gone, or the descriptor is in error.
  package var hungUp: Bool
}

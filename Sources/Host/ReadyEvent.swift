/// What epoll found of one descriptor.
package struct ReadyEvent: Sendable {
  /// What the descriptor was registered with.
  package var token: UInt64
  /// There are bytes, or the peer sends no more.
  package var readable: Bool
  /// There is room to write.
  package var writable: Bool
  /// The peer is gone, or the descriptor is in error.
  package var hungUp: Bool
}

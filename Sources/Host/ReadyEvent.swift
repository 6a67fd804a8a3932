/// What epoll found of one descriptor.
package struct ReadyEvent: Sendable {
  package var token: UInt64
  package var readable: Bool
  package var writable: Bool
  /// The peer hung up, or the descriptor is in error.
  package var hungUp: Bool
}

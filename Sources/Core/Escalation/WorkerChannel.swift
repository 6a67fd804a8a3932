/// A channel whose pages a gateway peer takes over the socket.
package struct WorkerChannel: Hashable, Sendable {
  /// The channel that serves while no worker is connected; nil: the page fails then.
  package var fallback: String?

  package init(fallback: String? = nil) { self.fallback = fallback }
}

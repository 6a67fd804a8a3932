import CLinux
import Glibc

/// An open file descriptor; closed once, at the latest when nobody holds it any more.
package final class Descriptor: @unchecked Sendable {
  // Unchecked: `raw` changes only in `close`, which its one owner calls; others hold it to hand it
  // on, never to use it at the same time.
  /// The number; -1 once closed.
  package private(set) var raw: Int32

  /// Takes over an open descriptor.
  package init(_ raw: Int32) { self.raw = raw }

  deinit { close() }

  /// Closes it now; a second call does nothing.
  package func close() {
    guard raw >= 0 else { return }
    Glibc.close(raw)
    raw = -1
  }
}

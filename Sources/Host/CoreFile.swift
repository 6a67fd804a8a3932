import Glibc

/// The file that the system writes of a program's memory when it dies.
package enum CoreFile {
  /// Leaves none of this program, nor of those it starts, whatever limit it was given: Asterisk,
  /// for one, may be started with one for its own. Such a file would hold names and numbers.
  package static func forbid() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }
}

import CLinux
import Glibc

/// The process's environment.
package enum Environment {
  /// The value of a variable; nil if it is not set.
  package static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Takes variables away, from programs started later too.
  package static func unset(_ names: [String]) {
    for name in names { unsetenv(name) }
  }
}

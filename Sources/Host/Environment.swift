import CLinux
import Glibc

/// The process's environment.
package enum Environment {
  package static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  package static func unset(_ names: [String]) {
    for name in names { unsetenv(name) }
  }
}

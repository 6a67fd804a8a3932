import CLinux
import Glibc

/// A system call that failed: which, and what the kernel said.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The call, by the name of its manual page.
  package let call: String
  /// Of errno(3).
  package let code: Int32

  /// To be made right after the call, before anything else can change errno.
  package init(_ call: String, code: Int32 = errno) {
    self.call = call
    self.code = code
  }

  /// As `bind: Permission denied`.
  package var description: String { "\(call): \(String(cString: strerror(code)))" }
}

/// Makes a system call that answers -1 on failure, again when a signal interrupted it.
@discardableResult
func check<Result: SignedInteger>(
  _ name: String, _ call: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = call()
    if result != -1 { return result }
    if errno != EINTR { throw SystemError(name) }
  }
}

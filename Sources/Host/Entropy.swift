import CLinux
import Glibc

/// Random bits of the kernel (getrandom(2)).
package enum Entropy {
  /// 64 bits that nobody can foretell.
  package static func next() -> UInt64 {
    var value: UInt64 = 0
    let count = getrandom(&value, MemoryLayout<UInt64>.size, 0)
    precondition(count == MemoryLayout<UInt64>.size, "getrandom serves 256 bytes at once")
    return value
  }
}

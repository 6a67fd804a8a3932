import Glibc

enum CanaryFuzz {
  /// Reads past the end of what it was given, behind a word the fuzzer has to find.
  static func run(_ bytes: [UInt8]) {
    guard bytes.count > 3, bytes[0] == 0x41, bytes[1] == 0x6D, bytes[2] == 0x70 else { return }
    let past = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { ($0 + buffer.count + 64).pointee } ?? 0
    }
    // Used, or the optimizer would leave the reading out.
    setenv("FUZZ_PAST", String(past), 1)
  }
}

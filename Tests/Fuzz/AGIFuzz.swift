import AmparoHost
import Glibc

@testable import AmparoTelephony

enum AGIFuzz {
  /// A pipe holds this much without a reader.
  private static let bytesMax = 32_768

  /// Bytes as Asterisk would send them: cut into lines, read as an environment, then as answers.
  static func run(_ bytes: [UInt8]) {
    let bytes = bytes.prefix(bytesMax)
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { preconditionFailure("no pipe") }
    let sent = bytes.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
    precondition(sent == bytes.count)
    close(ends[1])
    let descriptor = Descriptor(ends[0])
    defer { descriptor.close() }
    let input = AGIInput(descriptor)
    var reader = AGIEnvironmentReader()
    var isEnvironment = true
    loop: while true {
      switch input.next(until: .max) {
      case .line(let line):
        _ = AGIAnswer(line)
        guard isEnvironment else { continue }
        do { isEnvironment = try !reader.take(line) } catch { isEnvironment = false }
      case .tooLong: continue
      case .timedOut: preconditionFailure("a closed pipe timed out")
      case .closed: break loop
      }
    }
    precondition(input.bytesTaken == bytes.count)
  }
}

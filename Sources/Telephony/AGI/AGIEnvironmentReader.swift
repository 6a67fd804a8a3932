/// Takes the environment line by line, each key in Asterisk's order and once.
///
/// Asterisk decodes `%0A` in a SIP number and name, so whoever calls can add lines, repeat keys, or
/// end the environment early. Nothing but the exact form is taken.
struct AGIEnvironmentReader {
  /// What has come so far; the lines before the caller's number cannot be forged.
  private(set) var environment = AGIEnvironment()
  /// How many of `AGIEnvironment.keys` have come.
  private var count = 0

  /// Takes a line without its end; true for the empty one that ends the environment.
  mutating func take(_ line: [UInt8]) throws(AGIFault) -> Bool {
    if line.isEmpty {
      guard count == AGIEnvironment.keys.count else {
        throw .malformed("it ends where \(AGIEnvironment.keys[count]) is due")
      }
      return true
    }
    let (key, value) = try parts(line)
    if count < AGIEnvironment.keys.count {
      try takeKey(key, value)
    } else {
      try takeArgument(key, value)
    }
    return false
  }

  private func parts(_ line: [UInt8]) throws(AGIFault) -> (String, String) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon + 1 < line.count,
      line[colon + 1] == UInt8(ascii: " ")
    else { throw .malformed("a line where \(due) is due is none of \"key: value\"") }
    return (
      String(decoding: line[..<colon], as: UTF8.self),
      String(decoding: line[(colon + 2)...], as: UTF8.self)
    )
  }

  private mutating func takeKey(_ key: String, _ value: String) throws(AGIFault) {
    if count == 0 && AGIEnvironment.networkKeys.contains(key) { return }
    guard key == AGIEnvironment.keys[count] else {
      throw .malformed("another line stands where \(due) is due")
    }
    environment.set(key, value)
    count += 1
  }

  private mutating func takeArgument(_ key: String, _ value: String) throws(AGIFault) {
    guard key == due else { throw .malformed("another line stands where \(due) is due") }
    environment.add(argument: value)
  }

  private var due: String {
    count < AGIEnvironment.keys.count
      ? AGIEnvironment.keys[count] : "agi_arg_\(environment.arguments.count + 1)"
  }
}

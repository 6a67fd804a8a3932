/// One action for Asterisk's manager. What was checked in can neither end its line nor begin
/// another header, nor part a variable in two.
package struct ManagerAction: Hashable, Sendable {
  private var lines: [String]

  /// Asterisk reads 1024 bytes of a line (its source), the end included.
  private static let lineBytesMax = 1000

  /// `id` comes back in the answer; it is ours, as is the name.
  init(_ name: StaticString, id: String) {
    lines = ["Action: \(name)", "ActionID: \(id)"]
  }

  /// Adds a header. Control characters are refused, for they end lines; and commas, for Asterisk
  /// parts lists by them.
  mutating func add(_ name: StaticString, _ value: String) throws(ManagerFault) {
    guard !value.utf8.contains(UInt8(ascii: ",")) else {
      throw ManagerFault("\(name) holds a comma, which would part it")
    }
    try addWhole(name, value)
  }

  /// The same for what Asterisk takes as it is, commas and all: a secret.
  mutating func addWhole(_ name: StaticString, _ value: String) throws(ManagerFault) {
    guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw ManagerFault("\(name) holds a control character, which could end its line")
    }
    let line = "\(name): \(value)"
    guard line.utf8.count <= Self.lineBytesMax else {
      throw ManagerFault("\(name) is longer than the \(Self.lineBytesMax) bytes of a line")
    }
    lines.append(line)
  }

  /// Sets a variable of the channel that is made, each in a header of its own.
  mutating func set(_ name: StaticString, _ value: String) throws(ManagerFault) {
    do throws(ManagerFault) {
      try add("Variable", "\(name)=\(value)")
    } catch {
      throw ManagerFault("\(name): \(error)")
    }
  }

  /// As it is written: CRLF after each line, and an empty one at the end.
  package var bytes: [UInt8] { Array(lines.map { $0 + "\r\n" }.joined().utf8) + [0x0D, 0x0A] }
}

/// Asterisk's answer to one command.
struct AGIAnswer: Hashable, Sendable {
  /// 200, or why it was not carried out: 510 unknown, 511 on a dead channel, 520 wrong arguments.
  var code: Int
  /// What stands after `result=`; empty where nothing was pressed.
  var result = ""
  /// What stands in parentheses after it: a variable's value, or `timeout`.
  var value: String?

  static let done = 200
  static let deadChannel = 511

  /// Reads a line that is an answer by itself; nil for any other, which is then not Asterisk's.
  init?(_ line: [UInt8]) {
    let digits = line.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ (48...57).contains($0) }),
      let code = Int(String(decoding: digits, as: UTF8.self)),
      line.count > 3, line[3] == UInt8(ascii: " ")
    else { return nil }
    self.code = code
    guard code == Self.done else { return }
    let rest = String(decoding: line.dropFirst(4), as: UTF8.self)
    guard rest.hasPrefix("result=") else { return nil }
    let said = rest.dropFirst("result=".count)
    result = String(said.prefix { $0 != " " })
    let after = said.dropFirst(result.count).drop { $0 == " " }
    if after.hasPrefix("(") && after.hasSuffix(")") {
      value = String(after.dropFirst().dropLast())
    }
  }

  /// Whether the line begins an explanation of several lines, which ends with one that begins with
  /// `520 `.
  static func beginsUsage(_ line: [UInt8]) -> Bool { line.starts(with: "520-".utf8) }
}

/// One command to Asterisk, written as one line.
enum AGICommand: Hashable, Sendable {
  case setVariable(String, String)
  case getVariable(String)
  /// Plays a file and waits for one key, so many milliseconds after its end.
  case getData(file: String, milliseconds: Int64)
  /// Plays a file, which one of these keys ends.
  case streamFile(String, keys: String)
  /// Spells letters and digits aloud, which one of these keys ends.
  case sayAlpha(String, keys: String)
  case waitForDigit(milliseconds: Int64)
  case exec(String, String)
  case channelStatus

  /// The longest line, in bytes with its end: what write(2) puts into a pipe in one piece
  /// (PIPE_BUF), for Asterisk carries out a line that was cut off. It reads 8191 bytes itself.
  static let lineBytesMax = 4096

  /// The command's name, for logs.
  var name: String {
    switch self {
    case .setVariable(let name, _): "SET VARIABLE \(name)"
    case .getVariable(let name): "GET VARIABLE \(name)"
    case .getData: "GET DATA"
    case .streamFile: "STREAM FILE"
    case .sayAlpha: "SAY ALPHA"
    case .waitForDigit: "WAIT FOR DIGIT"
    case .exec(let application, _): "EXEC \(application)"
    case .channelStatus: "CHANNEL STATUS"
    }
  }

  /// The line, ended by LF alone: of CR LF the CR would become part of the value. Nil where a value
  /// holds a control character, which would end or cut the line, or where it is too long.
  var line: [UInt8]? {
    let text =
      switch self {
      case .setVariable(_, let value): "\(name) \(Self.quoted(value))"
      case .getVariable, .channelStatus: name
      case .getData(let file, let milliseconds):
        "\(name) \(Self.quoted(file)) \(milliseconds) 1"
      case .streamFile(let file, let keys): "\(name) \(Self.quoted(file)) \(Self.quoted(keys))"
      case .sayAlpha(let text, let keys): "\(name) \(Self.quoted(text)) \(Self.quoted(keys))"
      case .waitForDigit(let milliseconds): "\(name) \(milliseconds)"
      case .exec(_, let argument): "\(name) \(Self.quoted(argument))"
      }
    let bytes = Array(text.utf8)
    guard bytes.count < Self.lineBytesMax, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      return nil
    }
    return bytes + [UInt8(ascii: "\n")]
  }

  /// As Asterisk parts a line into words (parse_args): quotation marks hold one together, and a
  /// backslash takes the next character as it is.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text.unicodeScalars {
      if character == "\"" || character == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }
}

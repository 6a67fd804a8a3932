/// Short codes by which an officer names an alert in a text message.
package enum ReplyCode {
  /// Letters and digits that are not taken for one another when read aloud or typed on a keypad.
  private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")

  /// Four signs of 32: about a million codes, so that among some hundred open alerts a guess hits
  /// one once in ten thousand tries.
  package static let length = 4

  /// How often another code is drawn before one more sign is added.
  private static let triesPerLength = 8

  /// The most signs of a code that an officer is expected to type.
  static let lengthMax = length + 2

  /// Whether a word of a text could be a code at all.
  static func isPossible(_ word: String) -> Bool {
    (length...lengthMax).contains(word.count) && word.allSatisfy(alphabet.contains)
  }

  /// A code that no open alert has, made from the random bits given.
  package static func unused(in state: LineState, entropy: UInt64) -> String {
    var bits = entropy
    for attempt in 0... {
      let code = draw(length + attempt / triesPerLength, &bits)
      if state.alert(code: code) == nil { return code }
    }
    return ""
  }

  /// SplitMix64 (Steele, Lea and Flood, 2014) spreads the bits for every further draw.
  private static func draw(_ length: Int, _ bits: inout UInt64) -> String {
    var code = ""
    for _ in 0..<length {
      bits &+= 0x9E37_79B9_7F4A_7C15
      var mixed = bits
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      code.append(alphabet[Int((mixed ^ (mixed >> 31)) >> 59)])
    }
    return code
  }
}

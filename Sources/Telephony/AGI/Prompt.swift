/// What an officer hears before a key is asked for.
struct Prompt {
  /// What the names of the sound files begin with.
  var sounds: String
  /// The alert's short code, spelled.
  var code: String
  var isDrill: Bool

  /// What an officer can press.
  enum Key: String, CaseIterable {
    case accept = "1"
    case decline = "2"

    /// Of the code of the character in ASCII, as STREAM FILE and WAIT FOR DIGIT answer.
    init?(ascii: String) {
      guard let code = UInt8(ascii) else { return nil }
      self.init(rawValue: String(UnicodeScalar(code)))
    }

    static let all = allCases.map(\.rawValue).joined()
  }

  /// How often it is played: a telephone that was just picked up is not at the ear yet.
  static let rounds = 3
  /// After so long no other round begins, in milliseconds: a step lasts hardly longer.
  static let roundsMilliseconds: Int64 = 30_000
  /// How long a key is waited for after it, in milliseconds.
  static let keyMilliseconds: Int64 = 6000
  /// How long the longest of its sounds lasts, in milliseconds.
  static let soundMilliseconds: Int64 = 60_000
}

/// How Dial ended, in Asterisk's words.
package enum DialStatus: String, Sendable, CaseIterable {
  case answer = "ANSWER"
  case busy = "BUSY"
  case noAnswer = "NOANSWER"
  /// The caller is gone, or another leg was quicker.
  case cancel = "CANCEL"
  case congestion = "CONGESTION"
  case unavailable = "CHANUNAVAIL"

  /// Of the REASON that a call file or Originate leaves on its `failed` extension: frame.h's
  /// AST_CONTROL numbers.
  init(reason: Int) {
    switch reason {
    case 5: self = .busy
    case 3: self = .noAnswer
    case 4: self = .answer
    case 8: self = .congestion
    default: self = .unavailable
    }
  }

  /// The word of `page.result` for an officer who was not reached; nil where one answered, and
  /// where the ringing was called off: the page is still owed if the caller hung up, and another
  /// channel rings on.
  var pageResult: String? {
    switch self {
    case .answer, .cancel: nil
    case .busy: "busy"
    case .noAnswer: "no_answer"
    case .congestion, .unavailable: "failed"
    }
  }
}

import AmparoCore

/// One request of a peer, with what the checks need to know of it.
struct SimRequest {
  /// The line as it is sent.
  var text: String
  /// Of a raise, by telephone or text message.
  var requestID: String?
  var isWithheld = false
  var isHealthProbe = false
  /// Who reads what the reply shows.
  var reader: OfficerID?

  init(_ text: String) { self.text = text }

  /// Served ahead of all else.
  var isRaise: Bool { text.hasPrefix("{\"op\":\"alert.raise\"") }
}

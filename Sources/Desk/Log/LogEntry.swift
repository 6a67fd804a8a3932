import AmparoCore

/// One entry for the system journal: ids only, in its text and in its fields.
package struct LogEntry: Hashable, Sendable {
  package enum Urgency: Sendable {
    case info, notice, warning, alarm
  }

  package var urgency: Urgency
  package var text: String
  package var message: LogMessage
  /// By the journal's names: capitals, figures and underscores.
  package var fields: [String: String]

  package init(
    _ urgency: Urgency, _ message: LogMessage, _ text: String, fields: [String: String] = [:]
  ) {
    self.urgency = urgency
    self.text = text
    self.message = message
    self.fields = fields
  }
}

extension Desk {
  /// Tells the system journal at the end of the turn.
  func log(
    _ urgency: LogEntry.Urgency, _ message: LogMessage, _ text: String,
    alert: AlertID? = nil, fields: [String: String] = [:]
  ) {
    var fields = fields
    if let alert { fields["AMPARO_ALERT"] = alert.description }
    effects.append(.log(LogEntry(urgency, message, text, fields: fields)))
  }
}

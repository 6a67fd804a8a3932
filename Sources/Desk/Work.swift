import AmparoCore

/// What is done beside the line, so that no reader stands in the way of an alert.
package enum Work: Sendable {
  case listAlerts(ListQuery)
  /// With what people said and numbers, or without.
  case history(AlertID, withPersonal: Bool)
  case verify(head: String?)
  /// Events of the stream after that number and up to the other, that concern these officers (or
  /// all alerts), for a terminal that was cut off.
  case replay(after: Int64, upTo: Int64, officers: Set<OfficerID>, all: Bool)
  /// Read a directory document: given, or from the descriptor that came with the request.
  case readDirectory(JSONValue?, apply: Bool, context: Context, actor: String)
  case exportDirectory(Directory, toDescriptor: Bool)

  /// A page of the list of alerts, newest first.
  package struct ListQuery: Hashable, Sendable {
    package var state: AlertState?
    package var since: Int64?
    /// Only alerts with a lower number.
    package var before: AlertID?
    package var limit: Int

    package init(state: AlertState?, since: Int64?, before: AlertID?, limit: Int) {
      self.state = state
      self.since = since
      self.before = before
      self.limit = limit
    }
  }
}

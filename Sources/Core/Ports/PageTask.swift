/// A page on its way to a channel: all that a message may hold, and no more. Ids, a code and a
/// time; nothing of the victim.
package struct PageTask: Hashable, Sendable {
  package var page: PageID
  package var alert: AlertID
  package var officer: OfficerID
  /// The channel's name in the configuration.
  package var channel: String
  package var address: String?
  package var kind: PageKind
  package var code: String
  /// 1 is served first.
  package var priority: Int
  /// Wall time in milliseconds until which an acknowledgement is waited for; nil for a notice.
  package var ackBy: Int64?
  package var isDrill: Bool
  /// What a person is to read, in the unit's language, within one short message.
  package var text: String

  package init(
    page: PageID, alert: AlertID, officer: OfficerID, channel: String, address: String?,
    kind: PageKind, code: String, priority: Int, ackBy: Int64?, isDrill: Bool, text: String
  ) {
    self.page = page
    self.alert = alert
    self.officer = officer
    self.channel = channel
    self.address = address
    self.kind = kind
    self.code = code
    self.priority = priority
    self.ackBy = ackBy
    self.isDrill = isDrill
    self.text = text
  }
}

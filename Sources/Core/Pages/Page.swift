/// One attempt to reach one officer over one channel.
package struct Page: Hashable, Sendable {
  package var id: PageID
  package var kind: PageKind
  package var officer: OfficerID
  package var channel: String
  package var address: String?
  package var why: Why
  package var step: Int
  package var round: Int
  package var issuedAt: Int64
  package var state: PageState

  package init(
    id: PageID, kind: PageKind, officer: OfficerID, channel: String, address: String?, why: Why,
    step: Int, round: Int, issuedAt: Int64, state: PageState = .owed
  ) {
    self.id = id
    self.kind = kind
    self.officer = officer
    self.channel = channel
    self.address = address
    self.why = why
    self.step = step
    self.round = round
    self.issuedAt = issuedAt
    self.state = state
  }
}

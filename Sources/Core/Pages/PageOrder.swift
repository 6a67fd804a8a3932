/// A page as the ledger records its sending: what a step decided, before it has an outcome.
package struct PageOrder: Hashable, Sendable {
  package var id: PageID
  package var officer: OfficerID
  package var channel: String
  package var address: String?
  package var why: Why

  package init(id: PageID, officer: OfficerID, channel: String, address: String?, why: Why) {
    self.id = id
    self.officer = officer
    self.channel = channel
    self.address = address
    self.why = why
  }
}

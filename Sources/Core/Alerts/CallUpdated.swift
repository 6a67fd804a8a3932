/// Something the gateway or an officer learned about the call.
package struct CallUpdated: Hashable, Sendable {
  package var change: CallEvent
  package var note: String?
  package var location: Location?

  package init(change: CallEvent, note: String? = nil, location: Location? = nil) {
    self.change = change
    self.note = note
    self.location = location
  }
}

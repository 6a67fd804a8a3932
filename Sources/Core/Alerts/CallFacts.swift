/// The personal part of a call: kept where it can be erased, shown only to those who must know.
package struct CallFacts: Hashable, Sendable {
  package var number: PhoneNumber?
  /// The caller as the gateway wrote it.
  package var callerAsWritten: String?
  package var called: String?
  package var note: String?
  package var location: Location?
  package var callStarted: String?
  /// Members that could not be read, as they came.
  package var unreadable: String?

  package init(
    number: PhoneNumber? = nil, callerAsWritten: String? = nil, called: String? = nil,
    note: String? = nil, location: Location? = nil, callStarted: String? = nil,
    unreadable: String? = nil
  ) {
    self.number = number
    self.callerAsWritten = callerAsWritten
    self.called = called
    self.note = note
    self.location = location
    self.callStarted = callStarted
    self.unreadable = unreadable
  }
}

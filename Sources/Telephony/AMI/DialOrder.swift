import AmparoCore

/// A `dial` event of the daemon: whom to ring, and what the dialplan and its program need to know.
struct DialOrder: Hashable {
  var call: PageTry
  var alert: Int64
  var officer: String
  var number: String
  var code: String
  var kind: PageKind
  var isDrill: Bool
  /// In milliseconds since 1970-01-01T00:00:00Z: until when the step waits, if it does.
  var until: Int64?

  /// The fault is told to the daemon as the page's result.
  init(_ call: PageTry, event: JSONValue) throws(ManagerFault) {
    guard let alert = event["alert"]?.int, let officer = event["officer"]?.string else {
      throw ManagerFault("the daemon named no alert or no officer")
    }
    guard let number = event["number"]?.string, ChannelText.isDialable(number) else {
      throw ManagerFault("the officer's address is no number that can be dialled")
    }
    self.call = call
    self.alert = alert
    self.officer = officer
    self.number = number
    code = event["code"]?.string ?? ""
    isDrill = event["drill"]?.bool ?? false
    // What asks for an answer is the safe reading: more is said to the officer than less.
    kind = event["kind"]?.string.flatMap(PageKind.init) ?? .emergency
    until = event["until"]?.string.flatMap(Timestamp.parse)
  }
}

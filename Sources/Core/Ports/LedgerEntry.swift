/// One row to append to the ledger. The journal gives it its place and its hash.
///
/// To change the format: add members to `body` only, never take one away or give one another
/// meaning; the reader of every earlier form stays, with a test that reads it.
package struct LedgerEntry: Hashable, Sendable {
  /// Both books share one chain; apart, so that who read what can be kept, shown and erased by
  /// other rules than the alerts.
  package enum Book: String, Sendable { case alerts, access }

  package var book: Book
  /// Wall time in milliseconds.
  package var at: Int64
  /// What happened, past tense: `raised`, `step_started`.
  package var kind: String
  package var alert: AlertID?
  /// Who did it: an officer's id, `uid:1001`, or `amparo` for the daemon itself.
  package var actor: String
  /// The case that was looked at; only in the access book.
  package var caseID: CaseID?
  /// Ids and plain facts as a JSON object; no personal data, so that it never needs erasing.
  package var body: [UInt8]
  /// Numbers, words and places, as a JSON object: erasable, since the chain holds only its digest.
  package var personal: [UInt8]?
  /// The stream number of the first event that this entry publishes; nil where it publishes none.
  package var stream: Int64?

  package init(
    book: Book = .alerts, at: Int64, kind: String, alert: AlertID? = nil, actor: String,
    caseID: CaseID? = nil, body: [UInt8], personal: [UInt8]? = nil, stream: Int64? = nil
  ) {
    self.book = book
    self.at = at
    self.kind = kind
    self.alert = alert
    self.actor = actor
    self.caseID = caseID
    self.body = body
    self.personal = personal
    self.stream = stream
  }

  /// Whether its time is one, and its number of the stream can have been given out.
  var isBelievable: Bool {
    Timestamp.bounds.contains(at) && (stream.map(LastNumbers.bounds.contains) ?? true)
  }
}

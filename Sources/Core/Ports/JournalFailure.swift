/// Why the journal could not do what it was asked to; the sentence holds no personal data.
package struct JournalFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What failed and how, as `commit: disk I/O error (10, extended 1034)`.
  package var message: String
  /// Whether the cause is a full disk, which deleting the ballast may cure.
  package var isDiskFull: Bool

  package var description: String { message }

  package init(message: String, isDiskFull: Bool = false) {
    self.message = message
    self.isDiskFull = isDiskFull
  }
}

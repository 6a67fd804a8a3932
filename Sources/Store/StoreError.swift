import AmparoCore
import CSQLite

/// What SQLite said, kept whole: the code, the extended code, and what was being done. Never a
/// value, for values are personal data.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  package var action: String
  package var code: Int32
  package var extended: Int32
  package var message: String

  init(_ action: String, code: Int32, extended: Int32, message: String) {
    self.action = action
    self.code = code
    self.extended = extended
    self.message = message
  }

  /// A refusal in our own words, where SQLite found nothing wrong.
  package init(_ message: String) {
    self.init("", code: SQLITE_OK, extended: SQLITE_OK, message: message)
  }

  package var description: String {
    action.isEmpty ? message : "\(action): \(message) (\(code), extended \(extended))"
  }

  /// Whether another program, or connection, was in the way.
  var isLockedOut: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }

  package var isDiskFull: Bool { code == SQLITE_FULL }

  package var failure: JournalFailure {
    JournalFailure(message: description, isDiskFull: isDiskFull)
  }
}

import AmparoCore

/// What came of work done beside the line.
package enum WorkResult: Sendable {
  /// Members of the reply after `ok` and `id`, as one JSON object.
  case reply(JSONValue)
  case failed(RequestError)
  /// The next part of a replay, and whether more follows from that number on.
  case replayed([Recorded], more: Int64?)
  case directory(DirectoryReading)

  /// A document that was read: what it says, and what is wrong with it.
  package struct DirectoryReading: Sendable {
    package var directory: Directory?
    package var rows: [DirectoryRow]
    package var summary: JSONValue
    package var faults: [Fault]
    package var warnings: [Fault]
    package var apply: Bool
    package var actor: String

    package init(
      directory: Directory?, rows: [DirectoryRow], summary: JSONValue, faults: [Fault],
      warnings: [Fault], apply: Bool, actor: String
    ) {
      self.directory = directory
      self.rows = rows
      self.summary = summary
      self.faults = faults
      self.warnings = warnings
      self.apply = apply
      self.actor = actor
    }
  }
}

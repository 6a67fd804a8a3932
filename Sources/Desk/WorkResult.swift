import AmparoCore

/// What came of work done beside the line.
package enum WorkResult: Sendable {
  /// Members of the reply after `ok` and `id`, as one JSON object.
  case reply(JSONValue)
  case failed(RequestError)
  /// The next part of a replay, and whether more follows from that number on.
  case replayed([Recorded], more: Int64?)
  case directory(DirectoryReading)
  case looked(Looked)
  case survey(Survey)
  case erasable(Erasable)

  /// Rows of one part of a replay.
  package static let replayRows = 500

  /// A part of a replay, from at most ``replayRows`` rows in the order of the stream.
  package static func replay(_ rows: [StoredEntry], upTo: Int64) -> WorkResult {
    let last = rows.last?.entry.stream
    let isMore = rows.count == replayRows && (last.map { $0 < upTo } ?? false)
    return .replayed(rows.compactMap { Recorded($0.entry) }, more: isMore ? last : nil)
  }

  /// A list of cases, or of what belongs to cases: which, to be recorded before it leaves.
  package struct Looked: Sendable {
    /// The access log's name of the look.
    package var kind: String
    package var cases: [CaseID]
    package var members: JSONValue
    package var look: Look

    package init(kind: String, cases: [CaseID], members: JSONValue, look: Look) {
      self.kind = kind
      self.cases = cases
      self.members = members
      self.look = look
    }
  }

  /// A document that was read: what it says, and what is wrong with it.
  package struct DirectoryReading: Sendable {
    package var directory: Directory?
    package var rows: [DirectoryRow]
    package var summary: JSONValue
    package var faults: [Fault]
    package var warnings: [Fault]

    package init(
      directory: Directory?, rows: [DirectoryRow] = [], summary: JSONValue = .object([]),
      faults: [Fault], warnings: [Fault]
    ) {
      self.directory = directory
      self.rows = rows
      self.summary = summary
      self.faults = faults
      self.warnings = warnings
    }
  }
}

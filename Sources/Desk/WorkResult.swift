import AmparoCore

/// What came of work done beside the line.
package enum WorkResult: Sendable {
  /// Members of the reply after `ok` and `id`, as one JSON object.
  case reply(JSONValue)
  /// The same, written already.
  case written(WrittenMembers)
  case failed(RequestError)
  /// The next part of a replay, and whether more follows from that number on.
  case replayed([PublishedRow], more: Int64?)
  case directory(DirectoryReading)
  case looked(Looked)
  case survey(Survey)
  case erasable(Erasable)

  /// Rows of one part of a replay: to tell them, and to put the looks at their cards on record,
  /// takes the line about as long as a commit.
  package static let replayRows = 24

  /// A part of a replay, from at most ``replayRows`` rows in the order of the stream: those that
  /// concern these officers, or all.
  package static func replay(
    _ rows: [StoredEntry], upTo: Int64, officers: Set<OfficerID> = [], all: Bool = true
  ) -> WorkResult {
    let found = rows.map { PublishedRow($0.entry) }
    // The last row may tell several events, all of which are in this part.
    let last = rows.last?.entry.stream.map { max($0, found.last??.lastSeq ?? 0) }
    let isMore = rows.count == replayRows && (last.map { $0 < upTo } ?? false)
    let concerning = found.compactMap(\.self).filter { $0.concerns(officers, all: all) }
    return .replayed(concerning, more: isMore ? last : nil)
  }

  /// A list of cases, or of what belongs to cases: which, to be recorded before it leaves.
  package struct Looked: Sendable {
    /// The access log's name of the look.
    package var kind: String
    /// The one case that was asked about.
    package var about: CaseID?
    package var cases: [CaseID]
    package var isEmpty: Bool
    package var members: WrittenMembers
    /// Answered in place of the members; the look is on record all the same.
    package var refusal: RequestError?
    package var look: Look
    /// Whether it is kept back where the look cannot be stored; not what alerts need.
    package var waitsForStorage: Bool

    package init(
      kind: String, about: CaseID? = nil, cases: [CaseID], isEmpty: Bool, members: WrittenMembers,
      refusal: RequestError? = nil, look: Look, waitsForStorage: Bool = true
    ) {
      self.kind = kind
      self.about = about
      self.cases = cases
      self.isEmpty = isEmpty
      self.members = members
      self.refusal = refusal
      self.look = look
      self.waitsForStorage = waitsForStorage
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

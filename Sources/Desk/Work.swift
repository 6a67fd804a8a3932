import AmparoCore

/// What is done beside the line, so that no reader stands in the way of an alert.
package enum Work: Sendable {
  /// With the newest row of each alert that storage still owes.
  case listAlerts(ListQuery, owed: [AlertID: AlertRow], Look)
  /// With what people said and numbers, or without; from the row after that one on.
  case history(AlertID, withPersonal: Bool, after: Int64)
  case verify(head: String?)
  /// Events of the stream after that number and up to the other, that concern these officers (or
  /// all alerts), for a terminal that was cut off.
  case replay(after: Int64, upTo: Int64, officers: Set<OfficerID>, all: Bool)
  /// Read a document, or a table of cases: given, or from the descriptor that came with it.
  case readDirectory(DirectoryTask)
  case exportDirectory(Directory, toDescriptor: Bool)
  case listCases(Context, CaseQuery, Look)
  case showRota(Directory, EscalationSettings, from: Int64, to: Int64)
  case checkRota(Directory, EscalationSettings, Look, from: Int64, to: Int64)
  case listFollowUps(Context, FollowUpQuery, Look, now: Int64)
  case survey(Context, now: Int64)
  /// The rows of the access log, told; whether the case asked about is in the directory.
  case listLooks(AccessQuery, Look, isKnown: Bool)
  /// All of them, to the descriptor that came with the request.
  case exportLooks(AccessQuery)
  case findErasable(RetentionCutoffs, erase: Look?)
  /// Changes of the directory older than that row, newest first.
  case listChanges(before: Int64, limit: Int)
  case backUp(BackupTask)
  case report(ReportTask)

  /// A page of the list of alerts, newest first.
  package struct ListQuery: Hashable, Sendable {
    package var state: AlertState?
    package var since: Int64?
    /// Only alerts with a lower number.
    package var before: AlertID?
    package var limit: Int

    package init(state: AlertState?, since: Int64?, before: AlertID?, limit: Int) {
      self.state = state
      self.since = since
      self.before = before
      self.limit = limit
    }

    /// The page asked for, of the stored rows that fit, newest first, with what is owed in the
    /// place of what is stored; and whether there is more. The stored ones are one more than
    /// ``limit`` and as many as are owed, where there are so many.
    package func page(
      of stored: [AlertRow], owed: [AlertID: AlertRow]
    ) -> (rows: ArraySlice<AlertRow>, isMore: Bool) {
      let rows = stored.filter { owed[$0.id] == nil } + owed.values.filter(fits)
      return (rows.sorted { $0.id > $1.id }.prefix(limit), rows.count > limit)
    }

    private func fits(_ row: AlertRow) -> Bool {
      (state.map { $0.rawValue == row.state } ?? true) && (since.map { $0 <= row.raisedAt } ?? true)
        && (before.map { row.id < $0 } ?? true)
    }
  }

  var isReplay: Bool { if case .replay = self { true } else { false } }

  /// Whether it was done on a directory as a whole.
  var holdsDirectory: Bool {
    switch self {
    case .readDirectory, .exportDirectory, .listCases, .showRota, .checkRota, .listFollowUps,
      .survey:
      true
    case .listAlerts, .history, .verify, .replay, .listLooks, .exportLooks, .findErasable,
      .listChanges, .backUp, .report:
      false
    }
  }

  /// Whether the descriptor that came with the request is for this work.
  package var wantsDescriptor: Bool {
    switch self {
    case .readDirectory(let task): task.isFromDescriptor
    case .exportDirectory(_, let toDescriptor): toDescriptor
    case .exportLooks: true
    case .backUp(let task): task.toDescriptor
    case .report(let task): task.toDescriptor
    case .listAlerts, .history, .verify, .replay, .listCases, .showRota, .checkRota,
      .listFollowUps, .survey, .listLooks, .findErasable, .listChanges:
      false
    }
  }

  /// Whether the work itself lets persons' data out, outside any alert: the look is on record
  /// before it begins.
  var showsAtOnce: Bool {
    switch self {
    case .exportDirectory, .exportLooks: true
    case .listAlerts, .history, .verify, .replay, .readDirectory, .listCases, .showRota,
      .checkRota, .listFollowUps, .survey, .listLooks, .findErasable, .listChanges, .backUp,
      .report:
      false
    }
  }
}

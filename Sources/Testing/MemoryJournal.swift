import AmparoCore

/// A journal in memory that fails when it is told to: the real one's behaviour without a disk.
package final class MemoryJournal: Journal {
  /// Every turn that was stored, in order.
  package private(set) var turns: [Turn] = []
  /// Commits and settlings fail while this is set.
  package var failure: JournalFailure?
  private var isTrusted = true
  package var reserved = LastNumbers(alert: 256, page: 4096, stream: 4096)

  package var tried: LastNumbers { reserved }

  package init() {}

  package func reserve(_ last: LastNumbers) throws(JournalFailure) {
    if let failure {
      isTrusted = false
      throw failure
    }
    reserved.alert = max(reserved.alert, last.alert)
    reserved.page = max(reserved.page, last.page)
    reserved.stream = max(reserved.stream, last.stream)
  }

  package func commit(_ turn: Turn) throws(JournalFailure) {
    if let failure {
      isTrusted = false
      throw failure
    }
    guard isTrusted else { throw JournalFailure(message: "not settled yet") }
    turns.append(turn)
  }

  package func settle(_ owed: [Turn]) throws(JournalFailure) {
    if let failure { throw failure }
    turns += owed
    isTrusted = true
  }

  package func alert(requestID: String) throws(JournalFailure) -> AlertID? {
    if let failure { throw failure }
    return turns.lazy.flatMap(\.requests).first { $0.requestID == requestID }?.alert
  }

  package func pastAlerts(of id: CaseID, limit: Int) throws(JournalFailure) -> [PastAlert] {
    if let failure { throw failure }
    var newest: [AlertID: AlertRow] = [:]
    for row in turns.lazy.flatMap(\.alerts) { newest[row.id] = row }
    return newest.values.filter { !$0.isOpen && !$0.isDrill && $0.cases.contains(id) }
      .sorted { $0.id > $1.id }.prefix(limit)
      .map { PastAlert(alert: $0.id, raisedAt: $0.raisedAt, outcome: $0.outcome) }
  }

  package func entries(of alert: AlertID) throws(JournalFailure) -> [StoredEntry] {
    if let failure { throw failure }
    return turns.flatMap(\.entries).filter { $0.alert == alert && $0.book == .alerts }
      .enumerated().map { StoredEntry(seq: Int64($0.offset + 1), entry: $0.element, hash: []) }
  }
}

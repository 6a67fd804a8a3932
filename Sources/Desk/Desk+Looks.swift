import AmparoCore
import AmparoWire

/// Looks at persons' data. Each is recorded in the turn in which the data leaves, and the commit
/// comes first.
extension Desk {
  /// Records a look. What somebody typed, a reason or what they searched for, may hold names, so it
  /// can be erased.
  func recordAccess(
    _ kind: String, of caseID: CaseID?, alert: AlertID?, actor: String,
    facts: JSONValue = .object([]), reason: String? = nil, sought: String? = nil
  ) {
    turn.entries.append(
      LedgerEntry(
        book: .access, at: now.wall, kind: kind, alert: alert, actor: actor, caseID: caseID,
        body: JSONWriter.encode(facts), personal: Self.said(reason, sought)))
  }

  static func said(_ reason: String?, _ sought: String? = nil) -> [UInt8]? {
    let members = [("reason", reason), ("find", sought)].compactMap { name, text in
      text.map { JSONMember(name, .string($0)) }
    }
    return members.isEmpty ? nil : JSONWriter.encode(.object(members))
  }

  /// A row for each case the alert names; one without a case where its caller is unknown.
  func recordLook(
    _ kind: String, at alert: Alert, actor: String, facts: JSONValue = .object([]),
    reason: String? = nil
  ) {
    let cases = alert.raised.cases.map(Optional.some)
    for id in cases.isEmpty ? [nil] : cases {
      recordAccess(kind, of: id, alert: alert.id, actor: actor, facts: facts, reason: reason)
    }
  }

  /// A card on its way to an officer's terminals: a look by whoever sits at each. `seq` is the
  /// number of an event that no other row of the ledger has.
  func recordCard(
    of alert: Alert, to officer: OfficerID, page: PageID, on terminals: [ConnectionID],
    seq: Int64? = nil
  ) {
    var facts = [JSONMember("page", .int(page.rawValue))]
    if let seq { facts.append(JSONMember("seq", .int(seq))) }
    let people = Set(terminals.compactMap { subscriptions.terminals[$0] }.map(\.peer))
    for actor in Set(people.map { $0.actor(for: officer) }).sorted() {
      recordLook("card_paged", at: alert, actor: actor, facts: .object(facts))
    }
  }

  /// Notices name cases, too: those told at once are one look.
  func recordLook(at notices: [Notice], actor: String) {
    let cases = Set(notices.flatMap(\.cases)).sorted()
    if !cases.isEmpty { recordNotices(cases, actor: actor) }
  }

  func recordNotices(_ cases: [CaseID], actor: String) {
    recordAccess(
      "notices_shown", of: nil, alert: nil, actor: actor,
      facts: ["cases": .strings(cases.map(\.rawValue))])
  }

  /// The same for a notice that is sent to terminals of several people.
  func recordLook(at notice: Notice, on terminals: [ConnectionID]) {
    let actors = terminals.compactMap { subscriptions.terminals[$0] }
      .map { $0.peer.actor(for: $0.officers.min()) }
    for actor in Set(actors).sorted() { recordLook(at: [notice], actor: actor) }
  }

  /// A list made beside the line: what is in it goes on record, then it leaves.
  func finish(_ looked: WorkResult.Looked, _ started: UnderWay, _ seat: Seat) {
    let ids = looked.cases.map(\.rawValue)
    recordAccess(
      looked.isEmpty ? looked.kind + "_empty" : looked.kind, of: looked.about, alert: nil,
      actor: looked.look.actor, facts: ids.isEmpty ? .object([]) : ["cases": .strings(ids)],
      reason: looked.look.reason, sought: looked.look.sought)
    replies.append(
      PendingReply(
        seat: seat, id: started.id,
        content: looked.refusal.map { .error($0) } ?? .written(looked.members),
        unlessStored: looked.waitsForStorage ? Self.unrecorded : nil))
  }

  /// A request that was refused for who asked it: what it would have shown, if persons, is on
  /// record, for somebody tried to see it.
  func recordDenied(_ body: JSONValue, _ peer: Peer) {
    guard let operation = body["op"]?.string.flatMap(Operation.init), operation.showsPersons else {
      return
    }
    let actor = peer.actor(for: peer.officer(in: context))
    let facts: JSONValue = ["op": .string(operation.rawValue)]
    let reason = body["reason"]?.string
    let named = body["alert"]?.int.map { AlertID($0) }
    let coded = body["code"]?.string.flatMap { state.alert(code: $0.uppercased()) }
    if let alert = (named ?? coded).flatMap(state.alert) {
      return recordLook("denied", at: alert, actor: actor, facts: facts, reason: reason)
    }
    recordAccess(
      "denied", of: body["case"]?.string.map { CaseID($0) }, alert: named, actor: actor,
      facts: facts, reason: reason, sought: body["find"]?.string)
  }

  /// After a commit that failed: a look outside an alert cannot be put on record, so what it would
  /// show is kept back. Pages and whatever an open alert needs go out all the same.
  func withholdUnstored() {
    for index in replies.indices {
      if let error = replies[index].unlessStored { replies[index].content = .error(error) }
    }
    effects.removeAll { effect in
      guard case .work(let seat, let work) = effect, work.showsAtOnce else { return false }
      guard let started = underWay.removeValue(forKey: seat) else { return true }
      replies.append(
        PendingReply(seat: seat, id: started.id, content: .error(Self.unrecorded)))
      return true
    }
  }

  static let unrecorded = RequestError(
    .internalError,
    "storage fails, and a look at cases must be on record before it is answered; alerts are served "
      + "all the same")
}

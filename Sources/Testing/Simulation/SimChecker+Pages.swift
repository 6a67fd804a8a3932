import AmparoCore
import AmparoDesk

/// Who is paged, when, and who must not be.
extension SimChecker {
  func checkPages(of alert: Alert, _ desk: Desk) {
    guard alert.state == .paging else {
      tries[alert.id] = nil
      return
    }
    let newest = Self.newestPage(alert)
    if tries[alert.id]?.newestPage != newest {
      tries[alert.id] = Try(newestPage: newest, at: world.time)
      if alert.deadline?.wait == .step { checkStep(alert, desk) }
    }
    guard let tried = tries[alert.id], let deadline = alert.deadline else { return }
    let silence = world.time - tried.at
    if silence > world.unit.longestStep + Escalation.roundPause.milliseconds + Self.slack {
      world.fail("alert \(alert.id) is unanswered and was without a page for \(silence) ms")
    }
    if deadline.within.milliseconds > world.unit.longestStep {
      world.fail("alert \(alert.id) is paged for longer than a step lasts")
    }
    checkOwed(alert, since: max(tried.at, graceFrom), desk)
  }

  /// A page is owed for some seconds at the most; then it is on its way, or has failed. Whoever has
  /// declined meanwhile is rung no more.
  private func checkOwed(_ alert: Alert, since: Int64, _ desk: Desk) {
    guard world.time - since > Self.pageGrace else { return }
    for page in alert.pages
    where page.kind == .emergency && page.step == alert.step && page.round == alert.round
      && page.state == .owed && !out.contains(page.id) && !alert.hasDeclined(page.officer)
    {
      let isGateways =
        page.channel == Contact.callChannel && alert.raised.source == .phone
        && world.unit.settings.contains { !$0.channels.contains(page.channel) }
      if !isGateways { world.fail("page \(page.id) of alert \(alert.id) never left") }
    }
  }

  /// The step that has just begun pages nobody it must not.
  private func checkStep(_ alert: Alert, _ desk: Desk) {
    let pages = alert.pages.filter {
      $0.kind == .emergency && $0.step == alert.step && $0.round == alert.round
    }
    if pages.isEmpty { world.fail("a step of alert \(alert.id) pages nobody") }
    for page in pages where page.issuedAt == now.wall {
      checkNotExcluded(page.officer, alert, desk)
      guard page.why.ground != .transfer, page.why.ground != .lastResort else { continue }
      if page.why.inSpiteOf == nil, isAbsent(page.officer, desk) {
        world.fail("officer \(page.officer) is absent and paged for alert \(alert.id)")
      }
      if page.why.inSpiteOf != nil, let other = someoneLeft(for: alert, desk) {
        world.fail(
          "officer \(page.officer) is paged at need for alert \(alert.id), and \(other) is left")
      }
    }
  }

  /// Of two directories of one turn either may have been the one decided with.
  private func contexts(_ desk: Desk) -> [Context] {
    if let before { [before, desk.context] } else { [desk.context] }
  }

  func isExcluded(_ officer: OfficerID, _ alert: Alert, _ desk: Desk) -> Bool {
    contexts(desk).allSatisfy { context in
      alert.raised.cases.contains {
        context.directory.cases[$0]?.excluded.contains(officer) == true
      }
    }
  }

  private func checkNotExcluded(_ officer: OfficerID, _ alert: Alert, _ desk: Desk) {
    if isExcluded(officer, alert, desk) {
      world.fail("officer \(officer) is excluded and paged for alert \(alert.id)")
    }
  }

  private func isAbsent(_ officer: OfficerID, _ desk: Desk) -> Bool {
    contexts(desk).allSatisfy { $0.directory.isAbsent(officer, at: now.wall) != nil }
  }

  /// Somebody whom a step of the policy names and who could be paged without any need, by a
  /// reckoning of its own.
  private func someoneLeft(for alert: Alert, _ desk: Desk) -> OfficerID? {
    var left: [Set<OfficerID>] = []
    for context in contexts(desk) {
      let policy = context.policy(alert.raised.policy)
      let named = policy.steps.flatMap { $0.page.flatMap { Self.named($0, alert, context, now) } }
      left.append(Set(named.filter { canBePaged($0, alert, context, desk) }))
    }
    return left.dropFirst().reduce(left.first ?? []) { $0.intersection($1) }.min()
  }

  private func canBePaged(
    _ id: OfficerID, _ alert: Alert, _ context: Context, _ desk: Desk
  ) -> Bool {
    guard let officer = context.officer(id), !officer.contacts.isEmpty else { return false }
    let isExcluded = alert.raised.cases.contains {
      context.directory.cases[$0]?.excluded.contains(id) == true
    }
    let isBusy =
      id.contactName == nil
      && last.open.merging(busy(desk)) { $1 }.values.contains {
        $0.id != alert.id && $0.responder == id
      }
    return !isExcluded && !isBusy && context.directory.isAbsent(id, at: now.wall) == nil
      && !alert.declined.contains(id) && !alert.released.contains(id)
  }

  private func busy(_ desk: Desk) -> [AlertID: Alert] {
    Dictionary(desk.state.open.map { ($0.id, $0) }) { $1 }
  }

  private static func named(
    _ target: Target, _ alert: Alert, _ context: Context, _ now: Moment
  ) -> [OfficerID] {
    let directory = context.directory
    let cases = alert.raised.cases.compactMap { directory.cases[$0] }
    switch target {
    case .assigned: return cases.compactMap(\.assigned)
    case .deputies: return cases.flatMap(\.deputies)
    case .onCall(let role):
      return [directory.rota.onCall(role: role, at: now.wall).officer].compactMap(\.self)
    case .unit: return directory.officers.map(\.id)
    case .supervisors: return directory.officers.filter(\.isSupervisor).map(\.id)
    case .officer(let id): return [id]
    case .contact(let name): return [.contact(name)]
    }
  }

  /// A queue shows no card of a case that its reader is excluded from.
  func checkShown(_ reply: JSONValue, to reader: OfficerID, _ desk: Desk) {
    for item in reply["alerts"]?.array ?? [] {
      guard let card = item["card"], !card.isNull, let id = item["alert"]?.int,
        let alert = desk.state.alert(AlertID(id)), isExcluded(reader, alert, desk)
      else { continue }
      world.fail("officer \(reader) is excluded and sees the card of alert \(id)")
    }
  }

  // MARK: What leaves

  func sent(_ task: PageTask, _ desk: Desk) {
    leave(task.page, task.alert, task.officer, task.kind, isAgain: false, desk)
  }

  func told(_ line: JSONValue, _ id: ConnectionID, _ desk: Desk) {
    switch line["event"]?.string {
    case "page":
      guard let page = line["page"]?.int, let alert = line["alert"]?.int,
        let officer = line["officer"]?.string
      else { return }
      leave(
        PageID(page), AlertID(alert), OfficerID(officer),
        line["kind"]?.string.flatMap(PageKind.init) ?? .emergency,
        isAgain: catchingUp.contains(id), withCard: line["call"] != nil, desk)
    case "dial":
      guard let page = line["page"]?.int, let alert = line["alert"]?.int,
        let officer = line["officer"]?.string
      else { return }
      leave(
        PageID(page), AlertID(alert), OfficerID(officer),
        desk.state.alert(AlertID(alert))?.page(PageID(page))?.kind ?? .emergency, isAgain: false,
        desk)
    default: return
    }
  }

  /// A page leaves the house; `isAgain` where a terminal that came back is shown it once more. That
  /// there was one may be told to anybody who was paged, its card not.
  private func leave(
    _ page: PageID, _ id: AlertID, _ officer: OfficerID, _ kind: PageKind, isAgain: Bool,
    withCard: Bool = true, _ desk: Desk
  ) {
    out.insert(page)
    defer {
      let use = PageUse(alert: id, officer: officer)
      if let other = uses.updateValue(use, forKey: page), other != use {
        world.fail("page number \(page) was given twice: \(other), \(use)")
      }
    }
    if !desk.isOwing, !world.store.holds(page) {
      world.fail("page \(page) left before its commit")
    }
    guard let alert = desk.state.alert(id) else { return }
    switch kind {
    case .emergency:
      if withCard { checkNotExcluded(officer, alert, desk) }
      checkIsWanted(page, alert, isAgain: isAgain)
    case .notice: if withCard { checkNotExcluded(officer, alert, desk) }
    case .checkIn, .repeatCall: return
    }
  }

  /// No page after an acknowledgement that was applied before this turn, except those in flight.
  private func checkIsWanted(_ page: PageID, _ alert: Alert, isAgain: Bool) {
    guard !isAgain, alert.state != .paging, let known = previous.open[alert.id],
      known.state != .paging, page.rawValue <= Self.newestPage(known)
    else { return }
    world.fail("page \(page) left after alert \(alert.id) was \(known.state.rawValue)")
  }
}

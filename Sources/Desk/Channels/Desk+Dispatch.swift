import AmparoCore

/// How pages leave by the channels.
extension Desk {
  func dispatchPages(_ item: Published) {
    switch item.recorded.event {
    case .stepStarted(let start): dispatch(start.pages, .emergency, item.alert)
    case .notified(let pages): dispatch(pages, .notice, item.alert)
    case .checkInAsked(_, _, let pages): dispatch(pages, .checkIn, item.alert)
    case .callRepeated(let call): dispatch(call.pages, .repeatCall, item.alert)
    case .raised, .callUpdated, .stepEmpty, .roundPaused, .pageEnded, .acknowledged, .supported,
      .declined, .progressed, .checkedIn, .responderSilent, .released, .transferred, .resolved,
      .cancelled, .noted, .lateFact:
      return
    }
  }

  private func dispatch(_ orders: [PageOrder], _ kind: PageKind, _ alert: Alert) {
    // As long as the call lasts only where nobody but the gateway can ring.
    let isGateways =
      !context.settings.channels.contains(Contact.callChannel) && alert.raised.source == .phone
    for order in orders where order.channel != Contact.queueChannel {
      let isRung = kind == .emergency && order.channel == Contact.callChannel
      let item = WorkerBoard.Item(order: order, kind: kind, alert: alert.id)
      if isRung && gatewayRings.keep(item, at: now.line, hasChannel: !isGateways) {
        continue
      }
      dispatch(order, kind, alert)
    }
  }

  /// Hands a page to its channel. A telephone page with no channel of its own is left to the
  /// gateway that holds the victim's call and rings the officers itself.
  func dispatch(_ order: PageOrder, _ kind: PageKind, _ alert: Alert) {
    if context.isExcluded(order.officer, from: alert) { return undelivered.append(order.id) }
    guard context.settings.channels.contains(order.channel) else {
      let isGateways = order.channel == Contact.callChannel && alert.raised.source == .phone
      if !isGateways || kind != .emergency { undelivered.append(order.id) }
      return
    }
    if context.settings.workers[order.channel] != nil {
      queueForWorker(order, kind, alert.id)
    } else {
      effects.append(.send(task(for: order, kind, alert)))
    }
  }

  func task(for order: PageOrder, _ kind: PageKind, _ alert: Alert) -> PageTask {
    let ackBy = kind == .notice ? nil : alert.deadline.map(wall)
    let text = Texts(language).message(
      alert: alert, kind: kind, until: ackBy.map { context.directory.rota.zone.local(of: $0) },
      template: context.settings.pageText)
    return PageTask(
      page: order.id, alert: alert.id, officer: order.officer, channel: order.channel,
      address: order.address, kind: kind, code: alert.raised.code, priority: alert.priority,
      ackBy: ackBy, isDrill: alert.raised.isDrill, text: text)
  }

  /// Looks after pages that are not on their way by themselves; called once a turn.
  package func tendPages() {
    tendReplays()
    failUndelivered()
    dispatchAgain(gatewayRings.takeOverdue(at: now.line))
    serveWorkers()
    failDrillCalls()
  }

  /// The gateway rings no more: what was left to it goes out by the channel.
  func endRing(of alert: AlertID) { dispatchAgain(gatewayRings.end(alert)) }

  private func dispatchAgain(_ items: [WorkerBoard.Item]) {
    for item in items {
      guard let alert = state.alert(item.alert), alert.state == .paging,
        let page = alert.page(item.order.id), page.state == .owed, page.step == alert.step,
        page.round == alert.round
      else { continue }
      dispatch(item.order, item.kind, alert)
    }
  }

  /// A channel's word on a page it was given: `owed` says that whoever sends it has taken it, and
  /// that there is no outcome yet.
  package func report(_ report: PageReport) {
    noteChannel(of: report.page, report.state, report.detail)
    guard report.state != .owed else { return }
    decide(
      .pageResult(report.page, report.state, detail: report.detail), actor: Self.daemonActor)
  }

  /// Whether these channels worked is no matter of the configuration that was taken into use.
  func forgetChannels(_ channels: Set<String>) {
    for name in channels.map(Self.check).sorted() where health.status(of: name) != nil {
      set(name, .ok, "it is not configured any more")
    }
  }

  /// Whether a channel works is told by its newest page.
  func noteChannel(of page: PageID, _ state: PageState, _ detail: String?) {
    guard let id = self.state.alert(page: page), let found = self.state.alert(id)?.page(page),
      found.channel != Contact.queueChannel
    else { return }
    switch state {
    case .failed:
      set(
        Self.check(of: found.channel), .warning,
        "its newest page failed: \(detail ?? "no reason given")")
    case .owed, .sent, .delivered, .answered, .noAnswer, .busy:
      set(Self.check(of: found.channel), .ok, "its newest page was handed over")
    case .stoodDown, .superseded: return
    }
  }
}

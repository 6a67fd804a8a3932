import AmparoCore
import AmparoWire

/// Channels whose pages a gateway peer takes over the socket.
extension Desk {
  func subscribeChannel(_ asked: Asked) throws(RequestError) {
    let channel = try asked.request.words("channel")
    guard context.settings.workers[channel] != nil else {
      let names = context.settings.workers.keys.sorted()
      let hint =
        names.isEmpty
        ? "no channel of the configuration is of kind worker"
        : "the channels of kind worker are: \(names.joined(separator: ", "))"
      throw RequestError(
        .notFound, "no worker serves a channel of that name; \(hint)", field: "channel")
    }
    workers.add(asked.seat.connection, to: channel)
    for item in workers.takeUnserved(of: channel) where isStillAsked(item) {
      workers.wait(item, until: now.line)
    }
    log(
      .notice, .worker, "user \(asked.peer.uid) serves channel \(channel)",
      fields: ["AMPARO_CHANNEL": channel])
    set(Self.check(of: channel), .ok, "a worker is connected")
    answer(["channel": .string(channel)], asked)
  }

  /// Whether a page that nobody could take would still do good.
  private func isStillAsked(_ item: WorkerBoard.Item) -> Bool {
    state.alert(item.alert)?.page(item.order.id)?.state == .failed && !isTooLate(item)
  }

  /// Whether a page has failed, and its step is over: the alert may move on in the very turn in
  /// which a worker comes.
  private func isTooLate(_ item: WorkerBoard.Item) -> Bool {
    guard let alert = state.alert(item.alert), let page = alert.page(item.order.id) else {
      return true
    }
    let isOfThisStep =
      alert.state == .paging && page.step == alert.step && page.round == alert.round
    return page.state == .failed && item.kind == .emergency && !isOfThisStep
  }

  func queueForWorker(_ order: PageOrder, _ kind: PageKind, _ alert: AlertID) {
    let item = WorkerBoard.Item(order: order, kind: kind, alert: alert)
    if let worker = workers.worker(of: order.channel) { return hand(item, to: worker) }
    workers.wait(item, until: workers.graceEnd(of: order.channel))
  }

  /// Hands over what waited for a worker, or gives it to the fallback when the time for one is up;
  /// called once a turn.
  package func serveWorkers() {
    for waiting in workers.takeWaiting() {
      if let worker = workers.worker(of: waiting.item.order.channel) {
        if !isTooLate(waiting.item) { hand(waiting.item, to: worker) }
      } else if waiting.until <= now.line {
        divert(waiting.item)
      } else {
        workers.wait(waiting.item, until: waiting.until)
      }
    }
    tellMissingWorkers()
  }

  /// When ``serveWorkers()`` has something to do without anything arriving, on the line's clock.
  var workersWake: Int64? {
    let waits = workers.waiting.map { waiting in
      workers.worker(of: waiting.item.order.channel) == nil ? waiting.until : now.line
    }
    let looks = unmanned.filter { health.status(of: Self.check(of: $0)) != .critical }
      .filter { health.status(of: Self.check(of: $0)) != .warning }
      .map(workers.graceEnd)
    return (waits + looks).min()
  }

  private var unmanned: [String] {
    context.settings.workers.keys.filter { workers.worker(of: $0) == nil }
  }

  private func tellMissingWorkers() {
    for channel in unmanned where workers.graceEnd(of: channel) <= now.line {
      if let fallback = context.settings.workers[channel]?.fallback {
        set(
          Self.check(of: channel), .warning,
          "no worker is connected; its pages go by channel \(fallback)")
      } else {
        set(Self.check(of: channel), .critical, "no worker is connected; its pages fail")
      }
    }
  }

  /// The name of a channel's check in `health`.
  static func check(of channel: String) -> String { "channel:\(channel)" }

  private func hand(_ item: WorkerBoard.Item, to worker: ConnectionID) {
    guard let alert = state.alert(item.alert), alert.state.isOpen else { return }
    if context.isExcluded(item.order.officer, from: alert) {
      return undelivered.append(item.order.id)
    }
    let bits = String(entropy(), radix: 16)
    let token = String(repeating: "0", count: 16 - bits.count) + bits
    workers.hand(item, to: worker, token: token)
    let task = task(for: item.order, item.kind, alert)
    let line = EventLine.line(.dial, seq: nil, at: now.wall) { out in
      out.member("channel", task.channel)
      out.member("page", task.page.rawValue)
      out.member("token", token)
      out.member("alert", task.alert.rawValue)
      out.member("officer", task.officer.rawValue)
      out.member("number", task.address.map { .string(number($0)) } ?? .null)
      out.member("kind", task.kind.rawValue)
      out.member("prompt", task.isDrill ? "drill" : task.kind.rawValue)
      out.member("text", task.text)
      out.member("code", task.code)
      out.member("priority", Int64(task.priority))
      if let until = task.ackBy { out.member("until", timestamp: until) }
      out.member("drill", task.isDrill)
    }
    effects.append(.event(worker, line))
  }

  /// Nobody has come to take the page.
  private func divert(_ item: WorkerBoard.Item) {
    guard let alert = state.alert(item.alert), alert.state.isOpen else { return }
    if context.isExcluded(item.order.officer, from: alert) {
      return undelivered.append(item.order.id)
    }
    guard let fallback = context.settings.workers[item.order.channel]?.fallback else {
      decide(
        .pageResult(item.order.id, .failed, detail: "no worker of the channel is connected"),
        actor: Self.daemonActor)
      // Only now: a page that has failed is forgotten.
      return workers.leaveUnserved(item)
    }
    workers.divert(item.order.id, to: fallback)
    var task = task(for: item.order, item.kind, alert)
    task.channel = fallback
    effects.append(.send(task))
  }

  /// A page that is asked for no more, on whatever way it is.
  func withdraw(_ page: Page) {
    if let handed = workers.withdraw(page.id) {
      let line = EventLine.line(.withdraw, seq: nil, at: now.wall) { out in
        out.member("channel", page.channel)
        out.member("page", page.id.rawValue)
        out.member("token", handed.token)
      }
      effects.append(.event(handed.worker, line))
    } else if let channel = workers.takeDiversion(of: page.id) {
      effects.append(.withdraw(page.id, channel: channel))
    } else if context.settings.workers[page.channel] == nil {
      effects.append(.withdraw(page.id, channel: page.channel))
    }
  }

  /// Whether a worker's word is about an earlier handing over of the page than the present one. A
  /// failure of that says nothing of the present one; an answer does, whenever it was dialled.
  func isStale(_ page: PageID, token: String?, _ result: PageState) -> Bool {
    guard let token, let handed = workers.handed[page] else { return false }
    return handed.token != token && result.isFailure
  }
}

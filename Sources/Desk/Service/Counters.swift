import AmparoCore

/// What has been counted since the start, for metrics. Drills are counted apart and stay out of the
/// times.
struct Counters {
  var requests = 0
  var refusals = 0
  var forbidden = 0
  var raises = 0
  var commits = 0
  var commitFailures = 0
  var alertsRaised = 0
  var drillsRaised = 0
  var furtherCalls = 0
  var stepsStarted = 0
  var stepsEmpty = 0
  var pagesIssued = 0
  var pagesFailed = 0
  var responderSilences = 0
  var messages = 0
  var messageAnswers = 0
  var messageAlerts = 0
  var deadlinesLate = 0
  /// Alerts closed, by outcome; `cancelled` for those without one.
  var closed: [String: Int] = [:]
  private(set) var channels: [String: ChannelTally] = [:]
  /// Open alerts of which a page has reached somebody since the start.
  private var reached: Set<AlertID> = []
  /// Seconds from the call until a page has reached somebody.
  var page = Histogram(bounds: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60])
  /// Seconds that commits of turns took.
  var commitSeconds = Histogram(bounds: [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1, 5,
  ])
  /// Seconds from the call to the first acknowledgement.
  var acknowledgement = Histogram(bounds: [5, 10, 15, 30, 45, 60, 90, 120, 180, 300, 600])
  /// Seconds from the call to the arrival.
  var arrival = Histogram(bounds: [60, 120, 180, 300, 420, 600, 900, 1200, 1800, 3600])
  /// Seconds by which deadlines were served late.
  var lateness = Histogram(bounds: [0.001, 0.005, 0.01, 0.05, 0.25, 1, 5, 60])

  /// A deadline later than this counts as late.
  private static let lateAfter = TimeSpan.seconds(1)

  mutating func serveDeadline(late: TimeSpan) {
    lateness.observe(Double(late.milliseconds) / 1000)
    deadlinesLate += late > Self.lateAfter ? 1 : 0
  }

  mutating func count(
    _ event: AlertEvent, before: AlertBefore, after: Alert, now: Moment, startedAt: Moment
  ) {
    switch event {
    case .raised(let raised):
      alertsRaised += raised.isDrill ? 0 : 1
      drillsRaised += raised.isDrill ? 1 : 0
    case .callRepeated: furtherCalls += 1
    case .stepStarted(let start):
      stepsStarted += 1
      pagesIssued += start.pages.count
    case .stepEmpty: stepsEmpty += 1
    case .pageEnded(let page, let state, _):
      pagesFailed += state.isFailure ? 1 : 0
      count(state, of: page, before, after, now: now)
      let isNew = after.raisedAt.line >= startedAt.line && after.state.isOpen
      if state.hasReached, isNew, reached.insert(after.id).inserted { observe(\.page, after, now) }
    case .resolved(_, let closing): close(after, closing.outcome.rawValue)
    case .cancelled: close(after, AlertState.cancelled.rawValue)
    case .acknowledged:
      if before.responder == nil { observe(\.acknowledgement, after, now) }
    case .progressed(_, let status, _, _):
      if status == .onScene && before.state != .onScene { observe(\.arrival, after, now) }
    case .responderSilent: responderSilences += 1
    case .callUpdated, .roundPaused, .notified, .supported, .declined, .checkInAsked, .checkedIn,
      .released, .transferred, .noted, .lateFact:
      return
    }
  }

  private mutating func close(_ alert: Alert, _ outcome: String) {
    reached.remove(alert.id)
    if !alert.raised.isDrill { closed[outcome, default: 0] += 1 }
  }

  private mutating func count(
    _ state: PageState, of id: PageID, _ before: AlertBefore, _ after: Alert, now: Moment
  ) {
    guard let channel = after.page(id)?.channel,
      channels[channel] != nil || channels.count < ChannelTally.channelsMax
    else { return }
    channels[channel, default: ChannelTally()]
      .count(state, after: before.page, at: now.wall)
  }

  private mutating func observe(
    _ histogram: WritableKeyPath<Counters, Histogram>, _ alert: Alert, _ now: Moment
  ) {
    guard !alert.raised.isDrill else { return }
    self[keyPath: histogram].observe(Double(now.line - alert.raisedAt.line) / 1000)
  }
}

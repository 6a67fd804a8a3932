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
  /// Seconds from the call to the first acknowledgement.
  var acknowledgement = Histogram(bounds: [5, 10, 15, 30, 45, 60, 90, 120, 180, 300, 600])
  /// Seconds from the call to the arrival.
  var arrival = Histogram(bounds: [60, 120, 180, 300, 420, 600, 900, 1200, 1800, 3600])
  /// Seconds by which deadlines were served late.
  var lateness = Histogram(bounds: [0.001, 0.005, 0.01, 0.05, 0.25, 1, 5, 60])

  mutating func count(_ event: AlertEvent, before: Alert?, after: Alert, now: Moment) {
    switch event {
    case .raised(let raised):
      alertsRaised += raised.isDrill ? 0 : 1
      drillsRaised += raised.isDrill ? 1 : 0
    case .callRepeated: furtherCalls += 1
    case .stepStarted(let start):
      stepsStarted += 1
      pagesIssued += start.pages.count
    case .stepEmpty: stepsEmpty += 1
    case .pageEnded(_, let state, _): pagesFailed += state.isFailure ? 1 : 0
    case .acknowledged:
      if before?.responder == nil { observe(\.acknowledgement, after, now) }
    case .progressed(_, let status, _):
      if status == .onScene && before?.state != .onScene { observe(\.arrival, after, now) }
    case .responderSilent: responderSilences += 1
    case .callUpdated, .roundPaused, .notified, .supported, .declined, .checkInAsked, .checkedIn,
      .released, .transferred, .resolved, .cancelled, .noted, .lateFact:
      return
    }
  }

  private mutating func observe(
    _ histogram: WritableKeyPath<Counters, Histogram>, _ alert: Alert, _ now: Moment
  ) {
    guard !alert.raised.isDrill else { return }
    self[keyPath: histogram].observe(Double(now.line - alert.raisedAt.line) / 1000)
  }
}

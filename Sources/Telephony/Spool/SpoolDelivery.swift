import AmparoHost

/// Delivers a spool until it is empty, or the time is up.
package struct SpoolDelivery {
  private let spool: RequestSpool
  private let link: DaemonLink
  private let signals: Signals

  /// Between tries, in milliseconds: doubled each time, for a daemon that restarts is back within a
  /// second, and one that does not needs a person.
  private static let pauseMilliseconds: ClosedRange<Int64> = 100...5000

  package init(_ spool: RequestSpool, by link: DaemonLink, signals: Signals) {
    self.spool = spool
    self.link = link
    self.signals = signals
  }

  /// Whether nothing is left. Tries again for so many seconds; with none it tries once. A signal
  /// ends it between two tries.
  package func run(seconds: Int64) throws(FileError) -> Bool {
    let end = Clock.monotonicNanoseconds() + seconds * 1_000_000_000
    var pause = Self.pauseMilliseconds.lowerBound
    var told = ""
    while true {
      switch try spool.deliver(by: link) {
      case .empty: return true
      case .underWay: break
      case .waiting(let why) where why == told: break
      case .waiting(let why):
        told = why
        SystemLog.line(.warning, "requests wait in the spool: \(why)")
      }
      let now = Clock.monotonicNanoseconds()
      guard now < end else { return false }
      let next = min(end, now + pause * 1_000_000)
      if !Readiness.first(of: [signals.descriptor], until: next).isEmpty { return false }
      pause = min(pause * 2, Self.pauseMilliseconds.upperBound)
    }
  }
}

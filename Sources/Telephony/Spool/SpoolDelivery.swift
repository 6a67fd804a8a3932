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

  /// How long another program that delivers is waited for, in milliseconds: one that is about to
  /// end may not have seen the newest request. One that goes on will, so this one is not needed.
  private static let lockMilliseconds: Int64 = 2000

  /// How long the daemon may take for one request, in milliseconds; nobody waits on the telephone.
  private static let replyMilliseconds: Int64 = 10_000

  /// Whether nothing is left. Tries again for so many seconds; with none it tries once. A signal
  /// ends it between two tries. Only one program delivers at a time, tries and pauses included.
  package func run(seconds: Int64) throws(FileError) -> Bool {
    guard spool.exists else { return true }
    guard let lock = try spool.lock(patienceMilliseconds: Self.lockMilliseconds) else {
      SystemLog.line(.notice, "another program delivers the spool")
      return false
    }
    defer { lock.release() }
    let end = AGIConversation.time(in: seconds * 1000)
    var pause = Self.pauseMilliseconds.lowerBound
    var told = ""
    while true {
      let delivery = try spool.deliver(
        by: link, milliseconds: Self.replyMilliseconds, log: { SystemLog.line($0, $1) })
      guard case .waiting(let why) = delivery else { return true }
      if why != told { SystemLog.line(.warning, "requests wait in the spool: \(why)") }
      told = why
      let now = Clock.monotonicNanoseconds()
      guard now < end, !isEnded(until: min(end, now + pause * 1_000_000)) else { return false }
      pause = min(pause * 2, Self.pauseMilliseconds.upperBound)
    }
  }

  /// Waits; true if a signal came first.
  private func isEnded(until end: Int64) -> Bool {
    !Readiness.first(of: [signals.descriptor], until: end).isEmpty
  }
}

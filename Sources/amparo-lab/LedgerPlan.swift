/// How much past a made ledger is to have.
struct LedgerPlan {
  var open = 0
  var closed = 0
  /// Rows of all its alerts together; the least that they make by themselves where nil.
  var events: Int?
  /// The open alerts were raised so long ago that all their deadlines have passed.
  var isOverdue = false

  /// Further words on each closed alert, to come to so many events: those of the alert at that
  /// place.
  func notes(of place: Int) -> Int {
    let all = (events ?? least) - least
    return all * (place + 1) / closed - all * place / closed
  }

  /// What the lives of the alerts come to without further words.
  var least: Int {
    LedgerMaker.openEvents.enumerated().reduce(closed * LedgerMaker.closedEvents) { sum, kind in
      sum + (open / 4 + (kind.offset < open % 4 ? 1 : 0)) * kind.element
    }
  }

  func check() throws {
    guard let events else { return }
    guard events >= least else {
      throw LabError("\(open) open and \(closed) closed alerts make \(least) events at the least")
    }
    guard closed > 0 || events == least else {
      throw LabError("events beyond \(least) are kept for closed alerts, and there is none")
    }
  }
}

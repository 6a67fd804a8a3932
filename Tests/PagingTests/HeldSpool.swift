import AmparoCore
import Dispatch
import Foundation

@testable import AmparoPaging

/// A real spool that is stopped once, just before or after it has written the first file.
final class HeldSpool: Spool, @unchecked Sendable {
  // Unchecked: all of it is set before there are threads.
  private let spool: AsteriskSpool
  private let isHeldBefore: Bool
  let isHeld = DispatchSemaphore(value: 0)
  let goesOn = DispatchSemaphore(value: 0)
  private let first = DispatchSemaphore(value: 0)

  init(_ spool: AsteriskSpool, isHeldBefore: Bool) {
    self.spool = spool
    self.isHeldBefore = isHeldBefore
    first.signal()
  }

  func put(_ task: PageTask) throws(SpoolError) {
    let isFirst = first.wait(timeout: .now()) == .success
    if isFirst && isHeldBefore { hold() }
    try spool.put(task)
    if isFirst && !isHeldBefore { hold() }
  }

  private func hold() {
    isHeld.signal()
    goesOn.wait()
  }

  func withdraw(_ page: PageID) { spool.withdraw(page) }
  func outcome(of page: PageID) -> SpoolOutcome { spool.outcome(of: page) }
  var takenWithin: TimeSpan { spool.takenWithin }
  var makesCalls: Bool { spool.makesCalls }
  func putDrillCall() throws(SpoolError) { try spool.putDrillCall() }
}

import AmparoCore

/// How no number of an alert, a page or the stream is ever given twice.
extension Desk {
  /// Sees to it that numbers up to these can be given out. True where those given next have moved
  /// for it, so that what was decided with these is to be decided again.
  ///
  /// A start counts from the marks on the disk, which are always ahead of what was given out.
  /// While the disk fails they cannot move, nothing that is learned can be kept, and a crash
  /// forgets it all: once they are used up, the next life would count from the same marks again.
  /// So counting then leaps to where no other life goes from there: by a place for each second of
  /// twelve days, and a random one within it. Two lives that leap from the same marks in the same
  /// second and give out a thousand numbers each meet once in five hundred times that this happens;
  /// in different seconds never, unless the clock was set back to the very second. A write that was
  /// said to fail may have landed all the same, and its marks with it: then counting leaps once
  /// more before it passes those. Numbers go on from there once the disk works again, as any other.
  func secure(_ last: LastNumbers) -> Bool {
    guard !isSecure(last) else { return false }
    if !isOwing && !hasLeapt {
      do {
        try journal.reserve(last)
        return false
      } catch {
        // The commit of this turn fails for the same reason, and raises the alarm.
      }
    }
    leap()
    return true
  }

  private func isSecure(_ last: LastNumbers) -> Bool {
    let marked = journal.reserved
    if marked.cover(last) { return true }
    let tried = journal.tried
    func isSecure(_ number: KeyPath<LastNumbers, Int64>) -> Bool {
      let last = last[keyPath: number]
      if last <= marked[keyPath: number] { return true }
      guard let from = leaptTo?[keyPath: number] else { return false }
      return tried[keyPath: number] <= from || last <= tried[keyPath: number]
    }
    return isSecure(\.alert) && isSecure(\.page) && isSecure(\.stream)
  }

  private var hasLeapt: Bool { leaptTo != nil }

  /// How many numbers a second of the clock has for itself: no machine gives out a million.
  package static let numbersPerSecond: Int64 = 1 << 20
  private static let seconds: Int64 = 1 << 20

  private func leap() {
    let second = (now.wall / 1000) & (Self.seconds - 1)
    let within = Int64(entropy() & UInt64(Self.numbersPerSecond - 1))
    let leap = (second + 1) * Self.numbersPerSecond + within
    let tried = journal.tried
    let stream = max(state.lastStream, tried.stream) + leap
    leaptOver.append(state.lastStream + 1...stream)
    state.lastAlert = max(state.lastAlert, tried.alert) + leap
    state.lastPage = max(state.lastPage, tried.page) + leap
    state.lastStream = stream
    leaptTo = LastNumbers(alert: state.lastAlert, page: state.lastPage, stream: stream)
  }

  /// From where on a terminal that has seen this number misses something. A number that was never
  /// given out is of a life that ended before it could store anything, and of this one the terminal
  /// has seen nothing.
  func known(_ after: Int64) -> Int64 {
    let isLost = after > state.lastStream || leaptOver.contains { $0.contains(after) }
    return isLost ? firstStream : after
  }
}

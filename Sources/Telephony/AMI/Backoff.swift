import AmparoCore

/// How long to wait before something is tried again: twice as long each time, up to a bound.
struct Backoff {
  private let first: TimeSpan
  private let most: TimeSpan
  private var next: TimeSpan

  init(from first: TimeSpan, to most: TimeSpan) {
    self.first = first
    self.most = most
    next = first
  }

  /// The wait that is due now, in milliseconds.
  mutating func take() -> Int64 {
    defer { next = TimeSpan(milliseconds: min(next.milliseconds * 2, most.milliseconds)) }
    return next.milliseconds
  }

  /// It has worked.
  mutating func reset() { next = first }
}

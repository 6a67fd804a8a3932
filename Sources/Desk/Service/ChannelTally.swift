import AmparoCore

/// How a channel has done since the start. Drills count: they try it.
struct ChannelTally {
  var succeeded = 0
  var failed = 0
  /// Wall times in milliseconds.
  var lastSuccess: Int64?
  var lastFailure: Int64?

  /// More channels than a station has: a directory may name ones that are not configured.
  static let channelsMax = 64

  /// A page has gone from one state to another.
  mutating func count(_ state: PageState, after before: PageState?, at wall: Int64) {
    if state.isFailure {
      failed += 1
      lastFailure = wall
    } else if state.hasReached, before?.hasReached != true {
      succeeded += 1
      lastSuccess = wall
    }
  }
}

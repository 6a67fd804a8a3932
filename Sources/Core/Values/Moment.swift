/// One instant as the line sees it, taken once per turn and passed in.
///
/// `wall` is what a clock on the wall shows, in milliseconds since 1970-01-01T00:00:00Z; it is what
/// the ledger records and what the rota is asked with. `line` runs with the monotonic clock: it
/// equals `wall` when the daemon starts and never jumps after, so a step of the wall clock moves no
/// deadline.
package struct Moment: Hashable, Sendable {
  package var wall: Int64
  package var line: Int64

  package init(wall: Int64, line: Int64) {
    self.wall = wall
    self.line = line
  }

  /// An instant read back from the ledger: only its wall time was kept.
  package init(recorded wall: Int64) {
    self.init(wall: wall, line: wall)
  }
}

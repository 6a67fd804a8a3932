import AmparoCore

/// A directory in which another program waits for files.
package protocol Spool: Sendable {
  /// Puts the page in whole, under a name that never repeats.
  func put(_ task: PageTask) throws(SpoolError)

  /// Takes a file out that the other program has not begun with.
  func withdraw(_ page: PageID)

  /// What has become of a page that was put in.
  func outcome(of page: PageID) -> SpoolOutcome

  /// How long the other program, when it works, may leave a file untouched.
  var takenWithin: TimeSpan { get }

  /// Whether the other program makes calls.
  var makesCalls: Bool { get }

  /// Has the line itself called, as a drill, and waits until the call is begun: one that nobody
  /// takes in time has failed, and is not made later.
  func putDrillCall() throws(SpoolError)
}

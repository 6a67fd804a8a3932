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

  /// Has the line itself called, as a drill; false where the other program makes no calls.
  func putDrillCall() throws(SpoolError) -> Bool
}

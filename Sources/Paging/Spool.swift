import AmparoCore

/// A directory in which another program waits for files.
package protocol Spool: Sendable {
  /// Puts the page in whole, under a name that never repeats.
  func put(_ task: PageTask) throws(SpoolError)

  /// Takes a file out that the other program has not begun with.
  func withdraw(_ page: PageID)
}

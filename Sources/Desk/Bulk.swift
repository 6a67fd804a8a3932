import AmparoCore

/// Something that one turn would take too long for: it is stored in small parts, one a turn, so
/// that a raise never waits for more than a part.
enum Bulk {
  case adopting(Adoption, stored: Int, PendingReply)
  case clearing([DirectoryRow], done: Int)
  case erasing(Erasing, PendingReply)

  /// A large change of the directory, to be taken into use as a whole.
  struct Adoption {
    var directory: Directory
    var rows: [DirectoryRow]
    var summary: JSONValue
    var task: DirectoryTask
  }

  /// Rows still to be erased.
  struct Erasing {
    var left: [Erasure]
    var alerts: [AlertID]
    var look: Look
  }

  /// Rows written in one turn: about a millisecond of the line's time.
  static let rowsPerTurn = 128

  /// Rows erased in one turn. They lie apart, a page of the file each, and cost some five times as
  /// much as rows that are added.
  static let erasedPerTurn = 32
}

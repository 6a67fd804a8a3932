import Glibc

/// A file beside the database that says: this machine stands by, another has the line. A lock holds
/// on one machine only; between two it is this mark, which a person removes, that keeps both from
/// being active.
package enum StandbyMark {
  package static func path(of database: String) -> String { database + ".standby" }

  /// Throws where the mark is there.
  package static func check(_ database: String) throws(StoreError) {
    let mark = path(of: database)
    guard access(mark, F_OK) == 0 else { return }
    throw StoreError(
      "\(mark) says that this machine stands by and another has the line; make certain that the "
        + "other is off, then remove the file and start again")
  }
}

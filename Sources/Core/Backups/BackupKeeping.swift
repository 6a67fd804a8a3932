/// For how long backups are kept: all of them at first, then the last of each day, then the last of
/// each week. Days and weeks are those of UTC, weeks from Monday.
package struct BackupKeeping: Hashable, Sendable {
  package var all = TimeSpan.days(2)
  package var daily = TimeSpan.days(31)
  package var weekly = TimeSpan.days(366)

  package init() {}

  /// What of the names in a directory is to be cleared away: backups past their time, and what an
  /// interrupted one left a day ago. The newest backup always stays, however old it is; a name that
  /// is no backup's is never touched.
  package func doomed(among names: [String], now: Int64) -> [String] {
    let backups = names.compactMap { BackupName($0) }.sorted().reversed()
    var seen: Set<Int64> = []
    var doomed: [String] = []
    for backup in backups {
      let age = TimeSpan(milliseconds: now - backup.at)
      // Negative and even numbers for weeks, so that none is a day's.
      let day = backup.at.flooredQuotient(Timestamp.millisecondsOfDay)
      let week = (day + Self.thursday).flooredQuotient(7)
      let isLastOfDay = seen.insert(2 * day).inserted
      let isLastOfWeek = seen.insert(2 * week + 1).inserted
      let isKept =
        backup == backups.first || age <= all || isLastOfDay && age <= daily
        || isLastOfWeek && age <= weekly
      if !isKept { doomed.append(backup.text) }
    }
    return doomed + names.filter { Self.isLeftOver($0, now) }
  }

  /// 1970-01-01 was the fourth day of its week.
  private static let thursday: Int64 = 3

  /// How long an unfinished one may take before it counts as interrupted.
  private static let patience = TimeSpan.days(1)

  /// What is written under another name until it is whole: `amparo-….db.part`, or with a number
  /// before the last part.
  private static func isLeftOver(_ name: String, _ now: Int64) -> Bool {
    guard name.hasSuffix(".part"), let end = name.range(of: ".db."),
      let backup = BackupName(String(name[..<end.lowerBound]) + ".db")
    else { return false }
    return now - backup.at > patience.milliseconds
  }
}

extension String {
  /// The first occurrence of a text; the standard library has none that needs no Foundation.
  fileprivate func range(of text: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}

import AmparoCore
import Testing

@Suite struct BackupKeepingTests {
  /// Wednesday, 2026-11-25T21:18:06Z.
  private static let now: Int64 = 1_795_641_486_000
  private static let hour: Int64 = 3_600_000
  private static let day = 24 * hour

  @Test("a backup's name says when it was made, and only such a name is a backup's")
  func names() {
    let name = BackupName(at: Self.now + 999)
    #expect(name.text == "amparo-20261125T211806Z.db")
    #expect(BackupName(name.text)?.at == Self.now)
    for other in [
      "amparo.db", "amparo-20261125T211806Z.db.part", "amparo-20261325T211806Z.db",
      "amparo-2026-11-25T21:18:06Z.db", "amparo-20261125T211806.db", "amparo-.db", "", "mine.db",
      "amparo-20261125T211806Z.dbx", "AMPARO-20261125T211806Z.db", "amparo-20261125X211806Z.db",
    ] {
      #expect(BackupName(other) == nil, "\(other)")
    }
  }

  @Test("of a year of hourly backups all of two days stay, then one a day, then one a week")
  func ageing() {
    // As timers would: each hour one is made, each day they are looked through.
    var kept: Set<String> = []
    let start = Self.now - 400 * Self.day
    for made in stride(from: start, through: Self.now, by: Int(Self.hour)) {
      kept.insert(BackupName(at: made).text)
      guard (Self.now - made) % Self.day == 0 else { continue }
      kept.subtract(BackupKeeping().doomed(among: kept.sorted(), now: made))
    }
    let ages = kept.compactMap { BackupName($0) }.map { Self.now - $0.at }
    #expect(ages.count { $0 <= 2 * Self.day } == 49)
    #expect((28...30).contains(ages.count { $0 > 2 * Self.day && $0 <= 31 * Self.day }))
    #expect((47...49).contains(ages.count { $0 > 31 * Self.day }))
    #expect((ages.max() ?? 0) > 358 * Self.day)
    // No hole is longer than the rule of its age allows.
    let sorted = ages.sorted()
    for (younger, older) in zip(sorted, sorted.dropFirst()) {
      let allowed = older <= 31 * Self.day ? 2 * Self.day : 8 * Self.day
      #expect(older - younger <= allowed)
    }
  }

  @Test("the newest stays however old it is, and what is no backup is never touched")
  func careful() {
    let old = BackupName(at: Self.now - 3000 * Self.day).text
    let older = BackupName(at: Self.now - 3001 * Self.day).text
    let names = [old, older, "amparo.db", "notes.txt", "amparo-20001301T000000Z.db", old + ".gz"]
    #expect(BackupKeeping().doomed(among: names, now: Self.now) == [older])
  }

  @Test("what an interrupted backup left goes after a day, and not while one may be under way")
  func leftOvers() {
    let fresh = BackupName(at: Self.now - Self.hour).text
    let stale = BackupName(at: Self.now - 2 * Self.day).text
    let names = ["\(fresh).part", "\(fresh).17.part", "\(stale).part", "\(stale).17.part", ".part"]
    #expect(
      BackupKeeping().doomed(among: names, now: Self.now) == ["\(stale).part", "\(stale).17.part"])
  }
}

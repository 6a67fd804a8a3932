/// The file name of a backup, which says when it was made: `amparo-20261125T211806Z.db`. Only files
/// of such names are ever taken for backups, and cleared away.
package struct BackupName: Hashable, Sendable, Comparable {
  /// Wall time in milliseconds, of a whole second.
  package let at: Int64

  package init(at wall: Int64) { at = wall.flooredQuotient(1000) * 1000 }

  /// Nil for a name that is none.
  package init?(_ name: String) {
    guard name.hasPrefix(Self.prefix), name.hasSuffix(Self.suffix) else { return nil }
    let stamp = Array(name.dropFirst(Self.prefix.count).dropLast(Self.suffix.count))
    guard stamp.count == 15, stamp[8] == "T" else { return nil }
    func part(_ range: Range<Int>) -> String { String(stamp[range]) }
    let day = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))"
    let time = "\(part(9..<11)):\(part(11..<13)):\(part(13..<15))"
    guard let wall = Timestamp.parse("\(day)T\(time)Z") else { return nil }
    self.init(at: wall)
    guard text == name else { return nil }
  }

  package var text: String {
    let stamp = Timestamp.text(at).prefix(19).filter { $0 != "-" && $0 != ":" }
    return Self.prefix + stamp + Self.suffix
  }

  private static let prefix = "amparo-"
  private static let suffix = "Z.db"

  package static func < (a: BackupName, b: BackupName) -> Bool { a.at < b.at }
}

/// Which of the names we know a person most likely meant.
package enum NearestName {
  /// Longer than any name of ours and its slips; a longer one is not compared.
  private static let lengthMax = 40

  /// The known name with the fewest letters to insert, delete or replace (Levenshtein), nil if more
  /// than a third of it would have to change.
  package static func of(_ name: String, among known: [String]) -> String? {
    let written = Array(name.utf8)
    guard written.count <= lengthMax else { return nil }
    var nearest: (name: String, distance: Int)?
    for candidate in known {
      let letters = Array(candidate.utf8)
      let distance = distance(written, letters)
      let allowed = max(1, max(letters.count, written.count) / 3)
      if distance <= allowed, nearest.map({ distance < $0.distance }) ?? true {
        nearest = (candidate, distance)
      }
    }
    return nearest?.name
  }

  /// `; did you mean "assigned"?`, or nothing.
  package static func hint(_ name: String, among known: [String]) -> String {
    of(name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
  }

  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let replaced = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}

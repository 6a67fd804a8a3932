/// Which of the names we know a person most likely meant.
package enum NearestName {
  /// Longer than any name of ours and its slips; a longer one is not compared.
  private static let lengthMax = 40

  /// The known name with the fewest slips between it and what was written, nil if more than a third
  /// of it would have to change.
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

  /// Letters to insert, delete, replace or swap with the next (optimal string alignment): the four
  /// slips of a hand on a keyboard.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var older: [Int] = []
    var row = Array(0...b.count)
    for i in a.indices {
      var next = [i + 1]
      for j in b.indices {
        let replaced = row[j] + (a[i] == b[j] ? 0 : 1)
        var best = min(replaced, row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, older[j - 1] + 1)
        }
        next.append(best)
      }
      older = row
      row = next
    }
    return row[b.count]
  }
}

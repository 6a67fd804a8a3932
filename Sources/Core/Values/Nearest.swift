/// Finds what somebody probably meant.
package enum Nearest {
  /// The candidate with the fewest changed letters, if it is near enough to be worth asking about:
  /// at most a third of the letters, and at least one may differ.
  package static func name(to found: String, among candidates: some Sequence<String>) -> String? {
    let limit = max(1, found.count / 3)
    let scored = candidates.map { (name: $0, distance: distance(found, $0)) }
    guard let best = scored.min(by: { $0.distance < $1.distance }), best.distance <= limit else {
      return nil
    }
    return best.name
  }

  /// The edit distance of Damerau and Levenshtein (optimal string alignment).
  package static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.prefix(Self.lengthMax).unicodeScalars)
    let b = Array(b.prefix(Self.lengthMax).unicodeScalars)
    var previous: [Int] = []
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var next = [i + 1]
      for j in 0..<b.count {
        var best = min(row[j + 1], next[j]) + 1
        best = min(best, row[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, previous[j - 1] + 1) }
        next.append(best)
      }
      previous = row
      row = next
    }
    return row[b.count]
  }

  /// Longer names are compared by their beginnings, so that a hostile one costs little.
  private static let lengthMax = 64
}

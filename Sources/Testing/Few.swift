import Glibc

/// Where everything is many times slower, as under a sanitizer, tests with long tables try some of
/// them; `Tests/sanitize` asks for it by `AMPARO_FEW`.
package enum Few {
  package static let isAsked = getenv("AMPARO_FEW") != nil

  /// All of them; where few are asked for, at most so many, spread evenly.
  package static func of<Element>(_ all: [Element], atMost most: Int) -> [Element] {
    guard isAsked, all.count > most else { return all }
    return (0..<most).map { all[$0 * all.count / most] }
  }
}

/// Where every choice of a simulation comes from: SplitMix64 (Steele, Lea and Flood, 2014), the
/// same from the same seed on every machine.
package struct SimDice: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func chance(_ probability: Double) -> Bool {
    Double(next() >> 11) / Double(1 << 53) < probability
  }

  /// From 0 until just before `count`, which is more than zero.
  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  mutating func between(_ low: Int64, _ high: Int64) -> Int64 {
    low + Int64(next() % UInt64(max(1, high - low + 1)))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// About so long, now and then far shorter or twice as long.
  mutating func about(_ mean: Int64) -> Int64 {
    switch below(8) {
    case 0: between(0, max(1, mean / 100))
    case 1: between(0, max(1, mean / 10))
    default: between(1, max(1, mean * 2))
    }
  }
}

import Testing

@testable import AmparoServer

@Suite struct FlushListTests {
  @Test("a list that is never empty keeps no more than it holds, and each once, in order")
  func neverEmpty() {
    var list = FlushList()
    list.insert(0)
    for id in UInt64(1)...10_000 {
      list.insert(id)
      list.insert(id)
      #expect(list.popFirst() == id - 1)
    }
    #expect(Self.room(of: list) < 100)
  }

  /// How many numbers are kept, wherever they lie.
  private static func room(of value: Any) -> Int {
    if let numbers = value as? [UInt64] { return numbers.count }
    return Mirror(reflecting: value).children.reduce(0) { $0 + room(of: $1.value) }
  }
}

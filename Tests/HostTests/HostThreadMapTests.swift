import AmparoHost
import Testing

@Suite struct HostThreadMapTests {
  @Test("what is made of each part comes in the order of the parts", arguments: [0, 1, 2, 500])
  func order(count: Int) {
    let made = HostThread.map(Array(0..<count), name: "test") { part in
      (0..<(part % 7) * 1000).reduce(part) { $0 &+ $1 } &* 0 + part
    }
    #expect(made == Array(0..<count))
  }
}

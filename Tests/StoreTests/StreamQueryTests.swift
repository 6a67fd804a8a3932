import AmparoCore
import AmparoStore
import Testing

@Suite struct StreamQueryTests {
  private static let asked: [(after: Int64, streams: [Int64])] = [
    (0, [1, 2, 3]), (1, [1, 2, 3]), (4, [4, 5, 6]), (6, [6]), (99, [6]),
  ]

  @Test(
    "the row that covers a number comes before those after it, however few are asked for",
    arguments: asked)
  func published(after: Int64, streams: [Int64]) throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...6)
    let rows = try Reader(path: fixture.path).published(after: after, limit: 3)
    #expect(rows.map(\.entry.stream) == streams)
    withExtendedLifetime(journal) {}
  }
}

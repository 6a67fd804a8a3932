import AmparoCore
import Testing

@Suite struct TimeSpanTests {
  @Test(
    "a span is read in every unit and written in its shortest exact one",
    arguments: [
      ("250ms", 250, "250ms"), ("45s", 45_000, "45s"), ("60s", 60_000, "1m"),
      ("3m", 180_000, "3m"), ("2h", 7_200_000, "2h"), ("7d", 604_800_000, "7d"),
      ("1w", 604_800_000, "7d"), ("0s", 0, "0ms"), ("1500ms", 1500, "1500ms"),
    ] as [(String, Int64, String)])
  func reads(text: String, milliseconds: Int64, written: String) throws {
    let span = try #require(TimeSpan(text))
    #expect(span.milliseconds == milliseconds)
    #expect(span.description == written)
  }

  @Test(
    "what is no span is refused",
    arguments: ["", "45", "s", "-3s", "3 s", "3S", "1.5s", "9999999999999999999s", "40000d", "٣s"])
  func refuses(text: String) {
    #expect(TimeSpan(text) == nil)
  }
}

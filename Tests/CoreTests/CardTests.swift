import AmparoCore
import Testing

@Suite struct CardTests {
  static func card(_ text: String, today: String = "2026-11-24", words: Bool = false) throws
    -> JSONValue
  {
    let read = DirectoryDocument.decodeCase(
      try DirectoryFixture.parse(text), countryCode: "34",
      directory: try DirectoryFixture.directory())
    return Card.json(
      for: try #require(read.value), Card.View(today: today, hasSafeWords: words))
  }

  @Test("what is missing says unknown, and calling back is not allowed unless it was agreed")
  func missing() throws {
    let card = try Self.card(#"{id: "X"}"#)
    #expect(card["call_back"] == false)
    for name in [
      "alias", "name", "address", "risk", "risk_at", "aggressors", "firearms", "minors",
      "language", "approach", "status", "force", "assigned", "notes",
    ] {
      #expect(card[name] == "unknown", "\(name)")
    }
    for name in ["state", "distance_m", "until", "court", "confirmed"] {
      #expect(card["order"]?[name] == "unknown", "\(name)")
    }
  }

  @Test(
    "the order says whether it is in force today",
    arguments: [
      (#"{in_force: true, until: "2026-11-24"}"#, "in_force"),
      (#"{in_force: true, until: "2026-11-23"}"#, "expired"),
      (#"{until: "2026-11-23"}"#, "expired"), (#"{in_force: true}"#, "in_force"),
      (#"{in_force: false}"#, "none"), (#"{until: "2027-01-01"}"#, "unknown"),
    ])
  func order(order: String, state: String) throws {
    let card = try Self.card("{id: \"X\", order: \(order)}")
    #expect(card["order"]?["state"] == .string(state))
  }

  @Test(
    "firearms: one aggressor's yes counts, a no only of all",
    arguments: [
      ("[{firearms: false}, {firearms: true}]", JSONValue.bool(true)),
      ("[{firearms: false}, {}]", "unknown"), ("[{firearms: false}]", false), ("[]", "unknown"),
    ])
  func firearms(aggressors: String, expected: JSONValue) throws {
    #expect(try Self.card("{id: \"X\", aggressors: \(aggressors)}")["firearms"] == expected)
  }

  @Test("the safe words stand on it only where they are asked for")
  func safeWords() throws {
    let text = #"{id: "X", victim: {safe_word: "gato"}}"#
    #expect(try Self.card(text)["safe_word"] == nil)
    let full = try Self.card(text, words: true)
    #expect(full["safe_word"] == "gato")
    #expect(full["duress_word"] == "unknown")
  }
}

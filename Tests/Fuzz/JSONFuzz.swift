import AmparoCore

enum JSONFuzz {
  /// What was read reads the same when it is written and read again.
  static func run(_ bytes: [UInt8]) {
    do {
      let read = try JSONParser.parse(bytes[...], locating: "id")
      let written = JSONWriter.encode(read.value)
      let again = try JSONParser.parse(written)
      precondition(JSONWriter.encode(again) == written, "written and read again it is another")
      if let located = read.located { _ = try JSONParser.parse(located) }
    } catch {
      precondition(error.offset <= bytes.count)
    }
  }

  /// What strict JSON takes, JSON5 takes as well.
  static func runJSON5(_ bytes: [UInt8]) {
    let strict = read { try JSONParser.parse(bytes) }
    let loose = read { try JSONParser.parseJSON5(bytes).value }
    if let strict {
      guard let loose else { preconditionFailure("JSON5 refuses what JSON takes") }
      precondition(JSONWriter.encode(strict) == JSONWriter.encode(loose))
    }
  }

  private static func read(_ body: () throws -> JSONValue) -> JSONValue? {
    do { return try body() } catch { return nil }
  }
}

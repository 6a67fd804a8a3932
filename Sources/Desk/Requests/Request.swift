import AmparoCore
import AmparoWire

/// One decoded request: its operation and its members, read with a sentence for each mistake.
package struct Request: Sendable {
  package var operation: Operation
  package var body: JSONValue

  package func text(_ name: String) throws(RequestError) -> String {
    guard let value = try optionalText(name) else {
      throw RequestError(.badRequest, "\"\(name)\" is missing; it is a text", field: name)
    }
    return value
  }

  /// A text that says something: blanks alone are refused.
  package func words(_ name: String) throws(RequestError) -> String {
    let value = try text(name)
    guard value.contains(where: { !$0.isWhitespace }) else {
      throw RequestError(.badRequest, "\"\(name)\" is empty; say it in words", field: name)
    }
    return value
  }

  package func optionalText(_ name: String) throws(RequestError) -> String? {
    guard let value = body[name], !value.isNull else { return nil }
    guard let text = value.string else {
      throw RequestError(.badRequest, "\"\(name)\" must be a text", field: name)
    }
    return text
  }

  package func optionalInt(_ name: String) throws(RequestError) -> Int64? {
    guard let value = body[name], !value.isNull else { return nil }
    guard let number = value.int else {
      throw RequestError(.badRequest, "\"\(name)\" must be a whole number", field: name)
    }
    return number
  }

  /// How many rows a list may have: at least one, and at most `max` whatever was asked for.
  package func limit(default usual: Int64, max: Int64) throws(RequestError) -> Int {
    let limit = try optionalInt("limit") ?? usual
    guard limit > 0 else {
      throw RequestError(.badRequest, "\"limit\" must be at least 1", field: "limit")
    }
    return Int(min(limit, max))
  }

  package func int(_ name: String) throws(RequestError) -> Int64 {
    guard let value = try optionalInt(name) else {
      throw RequestError(.badRequest, "\"\(name)\" is missing; it is a whole number", field: name)
    }
    return value
  }

  package func flag(_ name: String) throws(RequestError) -> Bool {
    guard let value = body[name], !value.isNull else { return false }
    guard let flag = value.bool else {
      throw RequestError(.badRequest, "\"\(name)\" must be true or false", field: name)
    }
    return flag
  }

  /// One word of a fixed list; nil where the member is missing.
  package func optionalWord<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String
  ) throws(RequestError) -> Word? {
    guard let text = try optionalText(name) else { return nil }
    guard let word = Word(rawValue: text) else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw RequestError(
        .badRequest, "\"\(name)\" is none of the words it can be: \(words)", field: name)
    }
    return word
  }

  package func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String
  ) throws(RequestError) -> Word {
    guard let word: Word = try optionalWord(name) else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw RequestError(
        .badRequest, "\"\(name)\" is missing; it is one of: \(words)", field: name)
    }
    return word
  }

  /// Words of a fixed list, one alone or several as a list; empty where the member is missing.
  package func words<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String
  ) throws(RequestError) -> [Word] {
    guard let value = body[name], !value.isNull else { return [] }
    guard let elements = value.array else { return [try word(name)] }
    let found = elements.compactMap { $0.string.flatMap(Word.init(rawValue:)) }
    guard found.count == elements.count else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw RequestError(
        .badRequest, "\"\(name)\" may only hold these words: \(words)", field: name)
    }
    return found
  }

  package func optionalSpan(
    _ name: String, max: TimeSpan
  ) throws(RequestError) -> TimeSpan? {
    guard let text = try optionalText(name) else { return nil }
    guard let span = TimeSpan(text) else {
      throw RequestError(
        .badRequest, "\"\(name)\" must be a duration such as 30s or 500ms", field: name)
    }
    return min(span, max)
  }

  /// A time: RFC 3339, or a local time or a day of the unit; nil where the member is missing.
  package func optionalInstant(_ name: String, _ zone: ZoneRules) throws(RequestError) -> Int64? {
    guard let text = try optionalText(name) else { return nil }
    let local = LocalTime(text) ?? LocalTime(text + "T00:00")
    guard let time = Timestamp.parse(text) ?? local.map(zone.wall) else {
      throw RequestError(
        .badRequest,
        "\"\(name)\" must be a time such as 2026-11-23T22:17:03.120Z, or a local time such as "
          + "2026-11-23T22:17", field: name)
    }
    return time
  }

  /// A time: RFC 3339; nil where the member is missing.
  package func optionalTime(_ name: String) throws(RequestError) -> Int64? {
    guard let text = try optionalText(name) else { return nil }
    guard let time = Timestamp.parse(text) else {
      throw RequestError(
        .badRequest, "\"\(name)\" must be a time such as 2026-11-23T22:17:03.120Z", field: name)
    }
    return time
  }
}

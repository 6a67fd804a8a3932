import AmparoCore

/// The kinds of values that a configuration is made of.
extension DocumentReader {
  /// A duration such as `45s`, within bounds.
  mutating func span(
    _ object: JSONValue, _ name: String, min: TimeSpan = .milliseconds(1), max: TimeSpan
  ) -> TimeSpan? {
    guard let value = present(object, name) else { return nil }
    return within(name) { reader in
      guard let span = value.string.flatMap({ TimeSpan($0) }) else {
        reader.fault(
          "expected a duration such as \"45s\", \"3m\" or \"250ms\", found \(Self.found(value))"
            + Self.spanHint(value))
        return nil
      }
      guard span >= min && span <= max else {
        reader.fault("\(span) is out of bounds; it can be \(min) to \(max)")
        return nil
      }
      return span
    }
  }

  /// What people write in its place: `45 s`, `45S`, and a number without a unit.
  private static func spanHint(_ value: JSONValue) -> String {
    if let number = value.int ?? value.string.flatMap({ Int64($0) }) {
      return number > 0 ? "; if seconds are meant, write \"\(number)s\"" : ""
    }
    let closed = (value.string ?? "").filter { !$0.isWhitespace }.lowercased()
    return TimeSpan(closed) == nil ? "" : "; write \"\(closed)\""
  }

  mutating func integer(
    _ object: JSONValue, _ name: String, in range: ClosedRange<Int>
  ) -> Int? {
    guard let value = present(object, name) else { return nil }
    guard let number = value.int.flatMap({ Int(exactly: $0) }), range.contains(number) else {
      within(name) { reader in
        reader.mistyped(
          value, like: "a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return nil
    }
    return number
  }

  /// A text that must be there. It is handed to other programs, so control characters, which could
  /// end a line of theirs or cut the text short, are refused.
  mutating func required(_ object: JSONValue, _ name: String, like example: String) -> String? {
    if present(object, name) == nil { missing(name, like: example) }
    guard let text = text(object, name, like: example) else { return nil }
    return within(name) { $0.isPrintable(text) } ? text : nil
  }

  mutating func isPrintable(_ text: String) -> Bool {
    let isPrintable = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    if !isPrintable { fault("\(Self.quoted(text)) has control characters in it; leave them out") }
    return isPrintable
  }

  /// An absolute path that must be there.
  mutating func path(_ object: JSONValue, _ name: String, like example: String) -> String? {
    guard let path = required(object, name, like: example) else { return nil }
    guard path.hasPrefix("/") else {
      within(name) { $0.fault("\(Self.quoted(path)) is no absolute path; begin it with /") }
      return nil
    }
    return path
  }

  /// What `read` makes of each member of an object whose names are chosen by who wrote it.
  mutating func named<T>(
    _ object: JSONValue, like example: String,
    _ read: (inout DocumentReader, JSONMember) -> T?
  ) -> [String: T] {
    guard let members = object.members else {
      mistyped(object, like: example)
      return [:]
    }
    var seen: Set<String> = []
    var found: [String: T] = [:]
    for member in members {
      within(member.name) { reader in
        guard reader.isID(member.name) else { return }
        guard seen.insert(member.name).inserted else {
          reader.fault("this name is given twice")
          return
        }
        found[member.name] = read(&reader, member)
      }
    }
    return found
  }
}

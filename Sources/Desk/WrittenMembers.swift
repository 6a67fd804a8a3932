import AmparoCore

/// Members of a reply, written by whoever found them. The line only copies them: to write a long
/// list, and to let go of its many parts, would hold up a call.
package struct WrittenMembers: Sendable, ExpressibleByDictionaryLiteral {
  /// One JSON object.
  package let json: [UInt8]

  /// Of an object.
  package init(_ members: JSONValue) { json = JSONWriter.encode(members) }

  package init(dictionaryLiteral members: (String, JSONValue)...) {
    self.init(.object(members.map { JSONMember($0, $1) }))
  }
}

import AmparoCore

/// The `id` of a request, to be echoed byte for byte: a number too long for any integer type and
/// the spelling `1.0` both come back as they were sent.
package struct RequestID: Hashable, Sendable {
  /// JSON; empty where the request had no `id`.
  let json: [UInt8]

  /// A request without an `id`.
  package static let none = RequestID(located: nil)

  /// The text of the member's value, as ``JSONParser/parse(_:locating:)`` finds it.
  package init(located: ArraySlice<UInt8>?) {
    // A return between two tokens is legal, but some readers would take it for the end of the line.
    json = located.map { $0.map { $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 } } ?? []
  }

  package init(_ value: JSONValue) { json = JSONWriter.encode(value) }
}

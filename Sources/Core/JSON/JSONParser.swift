/// Reads JSON as RFC 8259 has it, and the JSON5 that people write, into values.
///
/// Nothing is repaired: invalid UTF-8, half a surrogate pair, a byte order mark (strict JSON),
/// text after the value, or nesting over ``depthMax`` is an error. A whole number that Int64 cannot
/// hold becomes floating point; one that floating point cannot hold either is an error.
package enum JSONParser {
  /// How many arrays and objects may stand in one another. The deepest document of the protocol
  /// needs eight; the reader calls itself for each level, so this also bounds the stack.
  package static let depthMax = 64

  package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in try parse(bytes) }
  }

  /// Reads a part of a larger buffer where it lies, without a copy. Offsets count from its start.
  package static func parse(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> JSONValue {
    try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in try parse(bytes) }
  }

  package static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes)
    return try reader.document()
  }

  /// Reads a request. What JSON allows and no value can hold (half a surrogate pair, a number too
  /// large, nesting over ``depthMax``) is the text that stands there, for an emergency is not
  /// refused for it; who needs another kind of value finds a text.
  ///
  /// Also tells where the value of the member `name` of the outermost object stands (the last one,
  /// should there be two), so that it can be echoed byte for byte; nil where there is none.
  package static func parse(
    _ bytes: ArraySlice<UInt8>, locating name: String
  ) throws(JSONError) -> (value: JSONValue, located: ArraySlice<UInt8>?) {
    let found = try bytes.withUnsafeBufferPointer {
      bytes throws(JSONError) -> (JSONValue, Range<Int>?) in
      var reader = JSONReader(request: bytes, locating: name)
      return (try reader.document(), reader.located)
    }
    let located = found.1.map {
      bytes[bytes.startIndex + $0.lowerBound..<bytes.startIndex + $0.upperBound]
    }
    return (found.0, located)
  }

  /// Reads JSON5 (spec.json5.org), but for `Infinity` and `NaN`, which nothing here could use, and
  /// escapes in unquoted names. The line of every value is kept.
  package static func parseJSON5(_ bytes: [UInt8]) throws(JSONError) -> JSONDocument {
    try bytes.withUnsafeBufferPointer { bytes throws(JSONError) -> JSONDocument in
      var reader = JSON5Reader(bytes)
      return try reader.document()
    }
  }
}

extension JSONText {
  /// A decimal number without sign; `start` is where its sign stands, if it has one.
  ///
  /// `bareDecimalPoint` allows `.5` and `5.`, as JSON5 does.
  mutating func decimal(
    from start: Int, isNegative: Bool, bareDecimalPoint: Bool = false
  ) throws(JSONError) -> JSONValue {
    let first = position
    var magnitude: Int64 = 0
    while Self.isDigit(current) {
      magnitude = magnitude &* 10 &+ Int64(current &- 0x30)
      position += 1
    }
    let digits = position - first
    if digits > 1, bytes[first] == UInt8(ascii: "0") {
      throw failure("a number must not begin with 0 unless it is 0 itself", at: first)
    }
    guard digits > 0 || (bareDecimalPoint && current == UInt8(ascii: ".")) else {
      throw unexpected(wanting: "a digit")
    }
    let isWhole = try !fraction(needsDigits: !bareDecimalPoint || digits == 0)
    // Eighteen digits always fit. Minus zero is a number only floating point has.
    if isWhole, digits <= 18, !(isNegative && magnitude == 0) {
      return .int(isNegative ? -magnitude : magnitude)
    }
    return try converted(start..<position, isWhole: isWhole)
  }

  /// Steps over the decimal point, the exponent and their digits; false where there are none.
  private mutating func fraction(needsDigits: Bool) throws(JSONError) -> Bool {
    let start = position
    if current == UInt8(ascii: ".") {
      position += 1
      try skipDigits(needsOne: needsDigits)
    }
    if current | 0x20 == UInt8(ascii: "e") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try skipDigits(needsOne: true)
    }
    return position > start
  }

  private mutating func skipDigits(needsOne: Bool) throws(JSONError) {
    guard !needsOne || Self.isDigit(current) else { throw unexpected(wanting: "a digit") }
    while Self.isDigit(current) { position += 1 }
  }

  private func converted(_ range: Range<Int>, isWhole: Bool) throws(JSONError) -> JSONValue {
    let text = try string(range)
    if isWhole, text != "-0", let value = Int64(text) { return .int(value) }
    guard let value = Double(text), value.isFinite else {
      if keepsUnreadable { return .string(text) }
      throw failure("the number is too large to be kept", at: range.lowerBound)
    }
    return .double(value)
  }
}

import AmparoCore

/// A compiled zone as RFC 9636 describes it: the changes that are listed, and the rule for the time
/// after the last of them. Anything that is not whole is no zone.
struct ZoneFile {
  /// The first second of an offset, and the offset, in seconds.
  typealias Change = (at: Int64, offset: Int64)

  /// Entries of one kind in a block; the largest zone has some hundreds.
  private static let entriesMax = 1 << 16

  private let firstOffset: Int64
  private let changes: [Change]
  /// Nil where the last offset stays.
  private let rule: ZoneRule?

  init?(_ bytes: [UInt8]) {
    var reader = Reader(bytes[...])
    guard let old = reader.header() else { return nil }
    // The first block has times of 32 bits; a file of version 2 or later repeats it with 64.
    guard old.version >= UInt8(ascii: "2"), reader.skip(old.size(timeBytes: 4)),
      let header = reader.header(), let block = reader.block(header)
    else { return nil }
    firstOffset = block.firstOffset
    changes = block.changes
    guard let footer = reader.footer() else { return nil }
    guard !footer.isEmpty else {
      rule = nil
      return
    }
    guard let rule = ZoneRule(footer) else { return nil }
    self.rule = rule
  }

  /// The changes of those years, in the core's own form.
  func rules(name: String, years: ClosedRange<Int>) -> ZoneRules {
    let start = ZoneRule.newYear(years.lowerBound)
    let end = ZoneRule.newYear(years.upperBound)
    var offset = firstOffset
    var found: [ZoneRules.Change] = []
    var first = firstOffset
    for change in changes + ruled(years) where change.at < end {
      // Names and daylight marks change, too, with the offset left as it is.
      guard change.offset != offset else { continue }
      offset = change.offset
      if change.at < start {
        first = offset
      } else {
        found.append(ZoneRules.Change(at: change.at * 1000, offset: offset * 1000))
      }
    }
    return ZoneRules(name: name, firstOffset: first * 1000, changes: found)
  }

  /// What the rule says of the time after the listed changes.
  private func ruled(_ years: ClosedRange<Int>) -> [Change] {
    guard let rule else { return [] }
    let listed = changes.last?.at ?? Int64.min
    // The year before, for the offset with which the first year begins.
    let all = (years.lowerBound - 1)..<years.upperBound
    return all.flatMap(rule.changes).filter { $0.at > listed }
  }

  /// What a block holds, by its counts (RFC 9636, 3.1).
  struct Header {
    var version: UInt8
    var counts: [Int]

    fileprivate var times: Int { counts[3] }
    fileprivate var types: Int { counts[4] }

    func size(timeBytes: Int) -> Int {
      let (ut, standard, leaps, characters) = (counts[0], counts[1], counts[2], counts[5])
      return times * (timeBytes + 1) + types * 6 + characters + leaps * (timeBytes + 4)
        + standard + ut
    }
  }

  private struct Reader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func skip(_ count: Int) -> Bool { take(count) != nil }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
      guard rest.count >= count else { return nil }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }

    mutating func header() -> Header? {
      guard let magic = take(4), magic.elementsEqual("TZif".utf8), let version = take(1)?.first,
        skip(15), let counts = take(24)
      else { return nil }
      let numbers = stride(from: counts.startIndex, to: counts.endIndex, by: 4).map {
        Int(Self.number(counts[$0..<$0 + 4]))
      }
      // More than a file can hold would overflow the sums below.
      guard numbers.allSatisfy({ $0 >= 0 && $0 <= ZoneFile.entriesMax }) else { return nil }
      return Header(version: version, counts: numbers)
    }

    mutating func block(_ header: Header) -> (firstOffset: Int64, changes: [Change])? {
      let left = header.size(timeBytes: 8) - header.times * 9 - header.types * 6
      guard let times = take(header.times * 8), let kinds = take(header.times),
        let types = take(header.types * 6), skip(left)
      else { return nil }
      let offsets = stride(from: types.startIndex, to: types.endIndex, by: 6).map {
        Self.number(types[$0..<$0 + 4])
      }
      guard let first = offsets.first, kinds.allSatisfy({ Int($0) < offsets.count }) else {
        return nil
      }
      let changes = zip(0..., kinds).map { index, kind in
        let start = times.startIndex + index * 8
        return (Self.number(times[start..<start + 8]), offsets[Int(kind)])
      }
      guard zip(changes, changes.dropFirst()).allSatisfy({ $0.0 < $1.0 }) else { return nil }
      return (first, changes)
    }

    /// The rule between two line ends.
    func footer() -> String? {
      guard rest.first == UInt8(ascii: "\n"), rest.last == UInt8(ascii: "\n"), rest.count >= 2
      else { return nil }
      return String(decoding: rest.dropFirst().dropLast(), as: UTF8.self)
    }

    /// Two's complement, the first byte the highest.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64 {
      let isNegative = bytes.first.map { $0 >= 0x80 } ?? false
      return bytes.reduce(isNegative ? -1 : 0) { ($0 << 8) | Int64($1) }
    }
  }
}

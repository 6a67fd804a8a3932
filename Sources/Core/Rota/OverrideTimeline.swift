/// The overrides of one role laid out in time, the later in the document over the earlier: spans
/// in order and apart, so that the one at an instant is found by bisection however many there are.
struct OverrideTimeline: Hashable, Sendable {
  struct Span: Hashable, Sendable {
    var from: Int64
    var to: Int64
    var officer: OfficerID
  }

  private(set) var spans: [Span] = []

  init(_ overrides: [RotaOverride]) {
    let edges = Set(overrides.flatMap { [$0.from, $0.to] }).sorted()
    let place = Dictionary(uniqueKeysWithValues: edges.enumerated().map { ($1, $0) })
    var paint = [OfficerID?](repeating: nil, count: edges.count)
    // Where to look for the next slot that is still bare; slots once painted are leapt over.
    var bare = Array(0...edges.count)
    for item in overrides.reversed() where item.from < item.to {
      guard let first = place[item.from], let end = place[item.to] else { continue }
      var slot = Self.follow(&bare, from: first)
      while slot < end {
        paint[slot] = item.officer
        bare[slot] = slot + 1
        slot = Self.follow(&bare, from: slot)
      }
    }
    for (slot, officer) in paint.enumerated() where slot + 1 < edges.count {
      if let officer { append(Span(from: edges[slot], to: edges[slot + 1], officer: officer)) }
    }
  }

  /// The span that holds at the instant, or else the next one to come.
  func span(atOrAfter wall: Int64) -> Span? {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].to <= wall { low = middle + 1 } else { high = middle }
    }
    return low < spans.count ? spans[low] : nil
  }

  private mutating func append(_ span: Span) {
    if let last = spans.last, last.to == span.from, last.officer == span.officer {
      spans[spans.count - 1].to = span.to
    } else {
      spans.append(span)
    }
  }

  private static func follow(_ bare: inout [Int], from start: Int) -> Int {
    var slot = start
    while bare[slot] != slot {
      bare[slot] = bare[bare[slot]]
      slot = bare[slot]
    }
    return slot
  }
}

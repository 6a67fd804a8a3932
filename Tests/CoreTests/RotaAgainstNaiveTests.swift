import AmparoCore
import Testing

@Suite struct RotaAgainstNaiveTests {
  typealias F = RotaFixture

  @Test(
    "local times and instants agree with trying every offset, by the minute",
    arguments: RotaFixture.zones)
  func zone(_ zone: ZoneRules) {
    let naive = NaiveRota(rota: Rota(), zone: zone)
    for around in F.changes(of: zone) {
      for step in Int64(-300)...300 {
        let wall = around + step * F.minute
        let local = LocalTime(milliseconds: wall + zone.firstOffset)
        #expect(zone.offset(at: wall) == naive.offset(wall))
        #expect(zone.wall(of: local) == naive.instant(local))
      }
    }
  }

  @Test(
    "which local times come twice or never is known",
    arguments: [
      ("2026-03-29T01:59", ZoneRules.Occurrence.once), ("2026-03-29T02:00", .never),
      ("2026-03-29T02:59", .never), ("2026-03-29T03:00", .once),
      ("2026-10-25T01:59", .once), ("2026-10-25T02:00", .twice), ("2026-10-25T02:59", .twice),
      ("2026-10-25T03:00", .once), ("2026-07-01T00:00", .once),
    ])
  func occurrence(text: String, expected: ZoneRules.Occurrence) {
    #expect(F.madrid.occurrence(of: F.local(text)) == expected)
  }

  @Test(
    "random rotas agree with the naive reading by the minute over both changes of the clocks",
    arguments: RotaFixture.zones, UInt64(1)...8)
  func byTheMinute(_ zone: ZoneRules, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for around in F.changes(of: zone) {
      let rota = Self.randomRota(around: around, zone, &random)
      let naive = NaiveRota(rota: rota, zone: zone)
      var answer = rota.onCall(role: "primary", at: around - 8 * F.hour)
      for step in Int64(-8 * 60)...(8 * 60) {
        let wall = around + step * F.minute
        let expected = naive.answer("primary", at: wall)
        if let until = answer.until, until <= wall {
          let renewed = rota.onCall(role: "primary", at: wall)
          // Exact: the answer changes at `until`, not later and not for nothing.
          #expect(until == wall, "seed \(seed)")
          #expect((answer.officer, answer.source) != (renewed.officer, renewed.source))
          answer = renewed
        }
        let fresh = rota.onCall(role: "primary", at: wall)
        #expect(fresh == answer, "seed \(seed) at \(wall)")
        #expect(answer.officer == expected.officer, "seed \(seed) at \(wall)")
        #expect(answer.source == expected.source, "seed \(seed) at \(wall)")
      }
    }
  }

  @Test(
    "far ahead, the end of an answer is the naive reading's next change",
    arguments: RotaFixture.zones, UInt64(1)...4)
  func until(_ zone: ZoneRules, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for around in F.changes(of: zone) {
      let start = around - 3 * F.day
      let rota = Self.randomRota(around: start, zone, &random)
      let naive = NaiveRota(rota: rota, zone: zone)
      let first = naive.answer("primary", at: start)
      let change = (1...Int64(10 * 24 * 12)).map { start + $0 * 5 * F.minute }.first {
        naive.answer("primary", at: $0) != first
      }
      let until = rota.onCall(role: "primary", at: start).until
      if let change {
        #expect(until == change)
      } else {
        #expect((until ?? .max) > start + 10 * F.day)
      }
    }
  }

  @Test(
    "the shifts of a stretch are the naive reading's, without a hole, over both changes",
    arguments: RotaFixture.zones, UInt64(21)...23)
  func shifts(_ zone: ZoneRules, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for around in F.changes(of: zone) {
      let rota = Self.randomRota(around: around, zone, &random)
      let naive = NaiveRota(rota: rota, zone: zone)
      let from = around - F.day
      let to = around + F.day
      let shifts = rota.shifts(role: "primary", from: from, to: to)
      #expect(shifts.first?.from == from && shifts.last?.to == to)
      #expect(zip(shifts, shifts.dropFirst()).allSatisfy { $0.to == $1.from })
      let gaps = rota.gaps(from: from, to: to)
      for wall in stride(from: from, to: to, by: Int(F.minute)) {
        let expected = naive.answer("primary", at: wall)
        let shift = shifts.first { $0.from <= wall && wall < $0.to }
        #expect(shift?.officer == expected.officer, "seed \(seed) at \(wall)")
        let isGap = gaps.contains { $0.from <= wall && wall < $0.to }
        #expect(isGap == (expected.officer == nil), "seed \(seed) at \(wall)")
      }
    }
  }

  /// Everything on whole five minutes, with periods and windows that fall into the odd hours.
  static func randomRota(
    around: Int64, _ zone: ZoneRules, _ random: inout SeededGenerator
  ) -> Rota {
    let midnight = (around - 2 * F.day) / F.day * F.day
    let layers = (0..<Int.random(in: 1...3, using: &random)).map { number in
      let officers = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        OfficerID("o\(Int.random(in: 1...4, using: &random))")
      }
      let windows = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        RotaWindow(
          days: Set(
            (0..<3).compactMap { _ in RotaWindow.Weekday.allCases.randomElement(using: &random) }),
          start: Int.random(in: 0..<288, using: &random) * 5,
          end: Int.random(in: 0..<288, using: &random) * 5)
      }
      let from = midnight + Int64.random(in: 0..<800, using: &random) * 5 * F.minute
      return RotaLayer(
        name: "layer\(number)", officers: officers, from: LocalTime(milliseconds: from),
        period: Int64.random(in: 3...300, using: &random) * 5 * F.minute, windows: windows)
    }
    let overrides = (0..<Int.random(in: 0...4, using: &random)).map { number in
      let from = around + Int64.random(in: -120...120, using: &random) * 5 * F.minute
      return RotaOverride(
        role: "primary", officer: OfficerID("s\(number)"), from: from,
        to: from + Int64.random(in: 1...60, using: &random) * 5 * F.minute, reason: "swap")
    }
    return F.rota(layers, overrides: overrides, zone: zone)
  }
}

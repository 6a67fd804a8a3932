import AmparoCore
import Testing

@Suite struct RotaTests {
  typealias F = RotaFixture

  @Test("the handoff is at the same local hour on both sides of a change of the clocks")
  func handoffHour() {
    let rota = F.rota([F.layer("days", ["o1", "o2"], from: "2026-03-23T07:00", every: F.day)])
    let before = rota.onCall(role: "primary", at: F.wall("2026-03-28T12:00"))
    #expect(before.officer == OfficerID("o2"))
    #expect(before.until == F.wall("2026-03-29T07:00"))
    let shifts = rota.shifts(
      role: "primary", from: F.wall("2026-03-28T07:00"), to: F.wall("2026-03-30T07:00"))
    #expect(shifts.map { ($0.to - $0.from) / F.hour } == [23, 24])
    let autumn = rota.shifts(
      role: "primary", from: F.wall("2026-10-24T07:00"), to: F.wall("2026-10-26T07:00"))
    #expect(autumn.map { ($0.to - $0.from) / F.hour } == [25, 24])
  }

  @Test("a handoff in the hour that comes twice happens once, the first time")
  func repeatedHour() {
    let rota = F.rota([F.layer("x", ["o1", "o2"], from: "2026-10-24T02:30", every: F.day)])
    let handoff = F.utc("2026-10-25T00:30")
    #expect(rota.onCall(role: "primary", at: handoff - 1).officer == OfficerID("o1"))
    #expect(rota.onCall(role: "primary", at: handoff).officer == OfficerID("o2"))
    let again = rota.onCall(role: "primary", at: handoff + 40 * F.minute)
    #expect(again.officer == OfficerID("o2"))
    #expect(again.until == F.utc("2026-10-26T01:30"))
  }

  @Test("a handoff in the hour that is left out happens when the clocks go forward")
  func missingHour() {
    let rota = F.rota([F.layer("x", ["o1", "o2"], from: "2026-03-28T02:30", every: F.day)])
    #expect(
      rota.onCall(role: "primary", at: F.utc("2026-03-28T23:00")).until
        == F.utc("2026-03-29T01:00"))
  }

  @Test("a window belongs to the day on which it starts, and the layer below shows outside it")
  func windows() {
    let rota = F.rota([
      F.layer("base", ["o9"], from: "2026-01-05T07:00", every: 7 * F.day),
      F.layer(
        "nights", ["o1"], from: "2026-01-05T07:00", every: 7 * F.day,
        windows: [F.window([.mon, .sun], "23:00", "07:00")]),
    ])
    func source(_ text: String) -> OnCall.Source {
      rota.onCall(role: "primary", at: F.wall(text)).source
    }
    #expect(source("2026-01-05T06:59") == .nobody)
    #expect(source("2026-01-05T22:59") == .layer("base"))
    #expect(source("2026-01-05T23:00") == .layer("nights"))
    #expect(source("2026-01-06T06:59") == .layer("nights"))
    #expect(source("2026-01-06T07:00") == .layer("base"))
    #expect(source("2026-01-06T23:00") == .layer("base"))
    #expect(source("2026-01-12T03:00") == .layer("nights"))
    let tuesday = rota.onCall(role: "primary", at: F.wall("2026-01-06T12:00"))
    #expect(tuesday.until == F.wall("2026-01-11T23:00"))
  }

  @Test("of overrides that overlap the later in the document wins, and the layer comes back")
  func overrides() {
    func swap(_ officer: String, _ from: String, _ to: String) -> RotaOverride {
      RotaOverride(
        role: "primary", officer: OfficerID(officer), from: F.wall(from), to: F.wall(to),
        reason: "swap")
    }
    var rota = F.rota(
      [F.layer("base", ["o1"], from: "2026-01-05T07:00", every: F.day)],
      overrides: [
        swap("o2", "2026-06-01T00:00", "2026-06-02T00:00"),
        swap("o3", "2026-06-01T10:00", "2026-06-01T12:00"),
      ])
    func shifts() -> [String?] {
      rota.shifts(
        role: "primary", from: F.wall("2026-05-31T00:00"), to: F.wall("2026-06-03T00:00")
      ).map(\.officer?.rawValue)
    }
    #expect(shifts() == ["o1", "o2", "o3", "o2", "o1"])
    rota.add(swap("o4", "2026-06-01T00:00", "2026-06-01T11:00"))
    #expect(shifts() == ["o1", "o4", "o3", "o2", "o1"])
  }

  @Test("one officer alone is on call for ever, and a role nobody knows has nobody")
  func noChange() {
    let rota = F.rota([F.layer("base", ["o1", "o1"], from: "2026-01-05T07:00", every: F.hour)])
    let answer = rota.onCall(role: "primary", at: F.wall("2026-05-05T05:05"))
    #expect(
      answer
        == OnCall(role: "primary", officer: OfficerID("o1"), source: .layer("base"), until: nil))
    #expect(
      rota.onCall(role: "tertiary", at: 0)
        == OnCall(role: "tertiary", officer: nil, source: .nobody, until: nil))
  }

  @Test("windows that touch are one stretch: the answer's end is where it really changes")
  func touchingWindows() {
    let rota = F.rota([
      F.layer("base", ["o1"], from: "2026-01-05T07:00", every: F.day),
      F.layer(
        "cover", ["o2"], from: "2026-01-05T07:00", every: F.day,
        windows: [
          F.window([.fri], "20:00", "00:00"), F.window([.sat, .sun], "00:00", "00:00"),
          F.window([.mon], "00:00", "08:00"),
        ]),
    ])
    let answer = rota.onCall(role: "primary", at: F.wall("2026-01-16T21:00"))
    #expect(answer.officer == OfficerID("o2"))
    #expect(answer.until == F.wall("2026-01-19T08:00"))
  }

  @Test("gaps are the hours in which no layer and no override says anyone")
  func gaps() {
    let rota = F.rota([
      F.layer(
        "days", ["o1"], from: "2026-01-05T00:00", every: F.day,
        windows: [F.window(F.everyDay, "07:00", "23:00")])
    ])
    let gaps = rota.gaps(from: F.wall("2026-10-24T12:00"), to: F.wall("2026-10-26T12:00"))
    #expect(gaps.map { ($0.to - $0.from) / F.hour } == [9, 8])
  }
}

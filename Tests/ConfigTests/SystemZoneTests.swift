import AmparoConfig
import AmparoCore
import Foundation
import Testing

@Suite struct SystemZoneTests {
  @Test("Madrid changes its clocks on the last Sundays of March and October, at one o'clock UTC")
  func madrid() throws {
    let rules = try #require(SystemZone.rules(named: "Europe/Madrid"))
    let spring: Int64 = 1_774_746_000_000  // 2026-03-29T01:00:00Z
    let autumn: Int64 = 1_792_890_000_000  // 2026-10-25T01:00:00Z
    let hour: Int64 = 3_600_000
    #expect(rules.offset(at: spring - 1) == hour)
    #expect(rules.offset(at: spring) == 2 * hour)
    #expect(rules.offset(at: autumn - 1) == 2 * hour)
    #expect(rules.offset(at: autumn) == hour)
  }

  @Test(
    "the value agrees with the system over all its years",
    arguments: ["Europe/Madrid", "Atlantic/Canary", "America/New_York", "Asia/Kolkata", "UTC"])
  func agrees(name: String) throws {
    let rules = try #require(SystemZone.rules(named: name))
    let zone = try #require(TimeZone(identifier: name))
    // From 2000-01-02 to 2059-12-30, every five days and some hours.
    for second in stride(from: Int64(946_771_200), to: 2_840_054_400, by: 450_017) {
      let system = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
      #expect(rules.offset(at: second * 1000) == Int64(system) * 1000)
    }
  }

  @Test(
    "a name that is no zone has no rules", arguments: ["", "Europe/Alcantarilla", "CEST?", "/"])
  func unknown(name: String) {
    #expect(SystemZone.rules(named: name) == nil)
  }
}

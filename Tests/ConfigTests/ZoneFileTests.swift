import AmparoCore
import Foundation
import Testing

@testable import AmparoConfig

@Suite struct ZoneFileTests {
  private func madrid() throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Madrid")))
  }

  @Test("a zone file that is cut short anywhere is no zone")
  func cutShort() throws {
    let whole = try madrid()
    #expect(ZoneFile(whole) != nil)
    for count in 0..<whole.count {
      #expect(ZoneFile(Array(whole[..<count])) == nil, "cut to \(count) bytes")
    }
  }

  @Test("a zone file with any one byte damaged is read or refused, and does no harm")
  func damaged() throws {
    let whole = try madrid()
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 0xFF
      _ = ZoneFile(bytes)?.rules(name: "Damaged", years: 2000...2060)
    }
  }

  /// Seconds since 1970 of the two changes in 2028, a leap year, by glibc with TZ set to the text.
  @Test(
    "the rule at the end of a zone file gives each year's changes",
    arguments: [
      ("CET-1CEST,M3.5.0,M10.5.0/3", [1_837_645_200, 1_856_394_000]),
      ("<+01>-1", []),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", [1_837_645_200, 1_856_394_000]),
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", [1_838_217_600, 1_853_942_400]),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", [1_837_645_200, 1_856_394_000]),
      ("EET-2EEST,M3.4.4/50,M10.4.4/50", [1_837_555_200, 1_856_300_400]),
      ("AAA0BBB,J59,J60", [1_835_316_000, 1_835_485_200]),
      ("AAA0BBB,59,60", [1_835_402_400, 1_835_485_200]),
    ])
  func rules(text: String, expected: [Int64]) throws {
    let rule = try #require(ZoneRule(text))
    #expect(rule.changes(in: 2028).map(\.at) == expected)
  }

  @Test(
    "a rule that is not whole is none",
    arguments: [
      "", "CET", "CE-1", "CET-25", "<+01-1", "CET-1CEST", "CET-1CEST,M3.5.0",
      "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
      "CET-1CEST,M3.5.0/168,M10.5.0",
      "CET-1CEST,J0,J366", "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1:60", "CET-99999999999999999999",
    ])
  func brokenRules(text: String) {
    #expect(ZoneRule(text) == nil)
  }
}

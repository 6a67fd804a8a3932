import AmparoConfig
import AmparoCore
import Foundation
import Testing

@Suite struct ExampleFilesTests {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Config")

  private func configuration(_ name: String) throws -> Configuration {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: name)))
    let loaded = ConfigurationLoader.load(bytes, file: name)
    #expect(loaded.faults == [])
    // Accounts of a package that is not installed here; nothing else may be worth a word.
    #expect(loaded.warnings.allSatisfy { $0.message.hasPrefix("this machine has no ") })
    return try #require(loaded.configuration)
  }

  private func directory(_ name: String, _ settings: EscalationSettings) throws -> Directory {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: name)))
    let read = DirectoryDocument.decode(
      try JSONParser.parseJSON5(bytes).value, countryCode: settings.countryCode,
      zone: { SystemZone.rules(named: $0) }, contacts: Set(settings.contacts.keys))
    #expect(read.faults == [])
    #expect(read.warnings.allSatisfy { $0.message.hasPrefix("a number is also of case") })
    return try #require(read.value)
  }

  private static let summer: Int64 = 1_780_000_000_000

  @Test("the commented examples load as they are, and leave no hour without an officer")
  func commented() throws {
    let configuration = try configuration("amparo.json5")
    let directory = try directory("directory.json5", configuration.escalation)
    #expect(directory.officers.count == 3)
    #expect(Survey.warnings(of: directory, configuration.escalation, now: Self.summer) == [])
  }

  @Test(
    "the package's watch, drills and backups are let in by the file that a station starts from",
    arguments: ["amparo.json5", "station.json5"])
  func packagedAccounts(name: String) throws {
    let units = Self.folder.deletingLastPathComponent().appending(path: "Deploy/systemd")
    var users: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(atPath: units.path()) {
      let unit = try String(contentsOf: units.appending(path: file), encoding: .utf8)
      guard unit.contains("ExecStart=/usr/bin/amparo ") else { continue }
      let line = try #require(unit.split(separator: "\n").first { $0.hasPrefix("User=") })
      users.insert(String(line.dropFirst("User=".count)))
    }
    #expect(!users.isEmpty)
    let example = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    for user in users {
      #expect(example.contains("\n    { user: \"\(user)\", role: \"admin\" },"), "\(user)")
    }
  }

  @Test("the commented example shows every member at the value it has by default")
  func defaults() throws {
    let configuration = try configuration("amparo.json5")
    #expect(configuration.limits == Configuration.Limits())
    #expect(configuration.escalation.followUps == FollowUpTimes())
    #expect(configuration.escalation.retention == RetentionTimes())
  }

  @Test("whatever policy an alert follows, a staffed desk is paged within three minutes")
  func desk() throws {
    let settings = try configuration("amparo.json5").escalation
    for policy in settings.policies.values {
      let first = try #require(
        policy.steps.firstIndex { $0.page.contains(.contact("control_room")) })
      let wait = policy.steps[..<first].map(\.ackWithin.milliseconds).reduce(0, +)
      #expect(wait <= TimeSpan.minutes(3).milliseconds, "\(policy.name)")
      #expect(policy.steps[(policy.repeatFrom - 1)...].contains { $0.page.contains(.unit) })
    }
    for risk in [Risk.high, .extreme] {
      let policy = try #require(settings.policyByRisk[risk].flatMap { settings.policies[$0] })
      #expect(policy.notify == [.contact("national_police")])
      #expect(policy.steps.allSatisfy { $0.ackWithin <= .seconds(30) })
    }
  }

  @Test("the demonstration's town has eight officers and thirty-nine cases of every kind")
  func demonstration() throws {
    let settings = try configuration("demo/amparo.json5").escalation
    let town = try directory("demo/directory.json5", settings)
    #expect(town.officers.count == 8)
    #expect(town.cases.count == 39)
    #expect(Set(town.cases.values.map(\.risk)) == Set(Risk.allCases))
    #expect(Set(town.cases.values.compactMap(\.status)) == Set(Case.Status.allCases))
    #expect(Set(town.cases.values.compactMap(\.alias)).count == 39)
    #expect(town.cases.values.contains { !$0.excluded.isEmpty })
    #expect(town.cases.values.contains { !$0.aggressorPhones.isEmpty })
    let shelter = try #require(PhoneNumber("968 111 900", countryCode: "34"))
    #expect(town.matches(shelter, today: "2026-11-24").map(\.caseID.rawValue).count == 2)
    #expect(Survey.warnings(of: town, settings, now: Self.summer) == [])
  }

  @Test("every step of the demonstration is over within seconds, by the queue alone")
  func demonstrationTimes() throws {
    let configuration = try configuration("demo/amparo.json5")
    #expect(configuration.channels.isEmpty)
    let steps = configuration.escalation.policies.values.flatMap(\.steps)
    #expect(steps.allSatisfy { $0.ackWithin <= .seconds(3) })
    let channels = configuration.escalation.contacts.values.flatMap { $0.contacts.map(\.channel) }
    #expect(Set(channels) == [Contact.queueChannel])
  }

  @Test("nobody is primary and secondary at once in the demonstration's rota")
  func demonstrationRota() throws {
    let settings = try configuration("demo/amparo.json5").escalation
    let rota = try directory("demo/directory.json5", settings).rota
    let hour = TimeSpan.hours(1).milliseconds
    for at in stride(from: Self.summer, to: Self.summer + 24 * 7 * 10 * hour, by: Int(hour)) {
      let primary = try #require(rota.onCall(role: "primary", at: at).officer)
      let secondary = try #require(rota.onCall(role: "secondary", at: at).officer)
      #expect(primary != secondary)
    }
  }

  @Test("the demonstration's victims are found by their numbers, however the file spells them")
  func demonstrationNumbers() throws {
    let settings = try configuration("demo/amparo.json5").escalation
    let town = try directory("demo/directory.json5", settings)
    for number in 1...39 {
      let digits = String(String(1000 + number).dropFirst())
      let phone = try #require(PhoneNumber("600111" + digits, countryCode: "34"))
      let found = town.matches(phone, today: "2026-11-24").map(\.caseID)
      #expect(found == [CaseID("VG-0" + digits)])
    }
    let spellings = town.cases.values.compactMap { $0.phones.first?.written }
    #expect(Set(spellings.map { $0.filter { !$0.isNumber } }).count > 3)
  }

  @Test("no hour of the next four hundred days is without an officer, and none is away on call")
  func demonstrationYear() throws {
    let settings = try configuration("demo/amparo.json5").escalation
    let town = try directory("demo/directory.json5", settings)
    let start = try #require(Timestamp.parse("2026-11-24T00:00:00Z"))
    let end = start + TimeSpan.days(400).milliseconds
    #expect(town.rota.roles.map(\.name) == ["primary", "secondary"])
    #expect(town.rota.gaps(from: start, to: end) == [])
    let step = Int(Survey.lookAhead.milliseconds)
    for now in stride(from: start, to: end, by: step) {
      #expect(Survey.warnings(of: town, settings, now: now) == [])
    }
  }
}

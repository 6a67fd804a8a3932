import AmparoCore

/// The unit of one seed: its officers, cases and rota, its configuration, and how both are changed
/// in the middle.
struct SimUnit {
  static let control = OfficerID.contact("control")
  static let emergency = OfficerID.contact("emergency")
  /// The Monday on which every simulation begins, 2026-10-19: the clocks go back within its week.
  static let start: Int64 = 1_792_360_800_000
  static let zone = ZoneRules(
    name: "Europe/Madrid", firstOffset: 7_200_000,
    changes: [
      .init(at: 1_792_890_000_000, offset: 3_600_000),
      .init(at: 1_806_195_600_000, offset: 7_200_000),
    ])

  let officers: [OfficerID]
  let cases: [CaseID]
  private(set) var directory: Directory
  /// Configurations that are reloaded in turn; the first is the one at the start.
  let settings: [EscalationSettings]

  static func zoneRules(_ name: String) -> ZoneRules? { name == zone.name ? zone : nil }

  init(_ dice: inout SimDice) {
    officers = (1...Int(dice.between(2, 8))).map { OfficerID("o\($0)") }
    // A directory of so many cases is changed over several turns.
    let count = dice.chance(0.1) ? 150 : Int(dice.between(1, 12))
    cases = (1...count).map { CaseID("VG-\($0)") }
    let people = officers.enumerated().map { index, id in
      Self.officer(id, isSupervisor: index == 0 || dice.chance(0.2), &dice)
    }
    directory = Directory(officers: people, rota: Self.rota(officers, &dice))
    for (index, id) in cases.enumerated() {
      directory.put(Self.caseRecord(id, index, officers, &dice), now: Self.start)
    }
    let hasWorker = dice.chance(0.6)
    var settings: [EscalationSettings] = []
    for _ in 0..<3 { settings.append(Self.settings(officers, hasWorker: hasWorker, &dice)) }
    self.settings = settings
    longestStep =
      settings.flatMap(\.policies.values).flatMap(\.steps).map(\.ackWithin.milliseconds).max() ?? 0
  }

  private static func officer(
    _ id: OfficerID, isSupervisor: Bool, _ dice: inout SimDice
  ) -> Officer {
    var contacts: [Contact] = []
    if dice.chance(0.8) { contacts.append(Contact(channel: Contact.queueChannel)) }
    let number = "+3460000\(1000 + id.rawValue.utf8.reduce(0) { $0 &* 10 + Int($1) % 10 } % 1000)"
    if dice.chance(0.6) {
      contacts.append(Contact(channel: Contact.callChannel, address: number))
    }
    if dice.chance(0.4) { contacts.append(Contact(channel: "sms", address: number)) }
    return Officer(
      id: id, name: "Agente \(id)", login: id.rawValue, isSupervisor: isSupervisor,
      contacts: contacts)
  }

  static func rota(_ officers: [OfficerID], _ dice: inout SimDice) -> Rota {
    var roles: [RotaRole] = []
    for name in ["primary", "secondary"] where dice.chance(0.9) {
      roles.append(role(name, officers, &dice))
    }
    return Rota(roles: roles, zone: zone)
  }

  private static func role(
    _ name: String, _ officers: [OfficerID], _ dice: inout SimDice
  ) -> RotaRole {
    let turns = officers.shuffled(using: &dice).prefix(Int(dice.between(1, 4)))
    let period = dice.pick([8, 12, 24, 168]) * 3_600_000
    var windows: [RotaWindow] = []
    if dice.chance(0.3) {
      windows = [RotaWindow(days: [.mon, .tue, .wed, .sat], start: 22 * 60, end: 7 * 60)]
    }
    let layer = RotaLayer(
      name: "turns", officers: Array(turns), from: zone.local(of: start - 86_400_000),
      period: Int64(period), windows: windows)
    return RotaRole(name: name, layers: [layer])
  }

  /// Every third case shares a number with the one before it; every fifth has an aggressor's line.
  static func caseRecord(
    _ id: CaseID, _ index: Int, _ officers: [OfficerID], _ dice: inout SimDice
  ) -> Case {
    var phones = [phone(index)]
    if index % 3 == 2 { phones.append(phone(index - 1)) }
    let others = officers.shuffled(using: &dice)
    return Case(
      id: id, risk: dice.pick(Risk.allCases), phones: phones,
      assigned: dice.chance(0.9) ? others[0] : nil,
      deputies: dice.chance(0.6) ? Array(others.dropFirst().prefix(1)) : [],
      excluded: dice.chance(0.3) ? Array(others.suffix(1)) : [],
      aggressorPhones: index % 5 == 4 ? [aggressorPhone(index)] : [])
  }

  static func phone(_ index: Int) -> CasePhone {
    CasePhone(
      number: PhoneNumber(canonical: "+346001\(11_000 + index)"), written: "6001\(11_000 + index)")
  }

  static func aggressorPhone(_ index: Int) -> PhoneNumber {
    PhoneNumber(canonical: "+346002\(11_000 + index)")
  }

  private static func settings(
    _ officers: [OfficerID], hasWorker: Bool, _ dice: inout SimDice
  ) -> EscalationSettings {
    let call = Contact(channel: Contact.callChannel, address: "968000000")
    let control = Officer(
      id: control, name: "Sala", login: "control",
      contacts: [Contact(channel: Contact.queueChannel)] + (dice.chance(0.5) ? [call] : []))
    let emergency = Officer(
      id: emergency, name: "112",
      contacts: [Contact(channel: Contact.callChannel, address: "112")])
    var policies: [String: Policy] = [:]
    for name in ["standard", "urgent", "unknown"] {
      policies[name] = policy(name, officers, &dice)
    }
    var channels: Set<String> = []
    if dice.chance(0.9) { channels.insert("sms") }
    if hasWorker || dice.chance(0.7) { channels.insert(Contact.callChannel) }
    channels.insert("bell")
    let worker = WorkerChannel(fallback: dice.chance(0.5) ? "bell" : nil)
    return EscalationSettings(
      policies: policies, policyByRisk: [.extreme: "urgent", .high: "urgent"],
      defaultPolicy: "standard", unknownCallerPolicy: "unknown", aggressorLinePolicy: "urgent",
      contacts: [control.id: control, emergency.id: emergency], lastResort: control.id,
      channels: channels, workers: hasWorker ? [Contact.callChannel: worker] : [:],
      retention: retention(dice.chance(0.3)), backup: backup)
  }

  /// Short ones, so that something is due within the days of a seed.
  private static func retention(_ isShort: Bool) -> RetentionTimes {
    var times = RetentionTimes()
    if isShort {
      times.resolvedAlerts = .hours(1)
      times.accessLog = .hours(1)
    }
    return times
  }

  private static var backup: BackupSettings {
    var settings = BackupSettings()
    settings.directory = "/simulated"
    return settings
  }

  private static func policy(
    _ name: String, _ officers: [OfficerID], _ dice: inout SimDice
  ) -> Policy {
    let targets: [Target] = [
      .assigned, .deputies, .onCall(role: "primary"), .onCall(role: "secondary"), .unit,
      .supervisors, .officer(dice.pick(officers)), .contact("emergency"),
    ]
    var steps: [Step] = []
    for _ in 0..<dice.between(1, 4) {
      let page = targets.shuffled(using: &dice).prefix(Int(dice.between(1, 3)))
      steps.append(Step(page: Array(page), ackWithin: .seconds(dice.pick([5, 30, 45, 60]))))
    }
    if dice.chance(0.7) {
      steps.append(Step(page: [.contact("control")], ackWithin: .seconds(60)))
    }
    return Policy(
      name: name, steps: steps, repeatFrom: 1 + dice.below(steps.count),
      notify: dice.chance(0.3) ? [dice.pick(targets)] : [],
      progressWithin: .minutes(dice.between(1, 5)), arriveWithin: .minutes(dice.between(5, 30)),
      checkInEvery: .minutes(dice.between(1, 20)),
      repeatCallAdvancesAfter: dice.chance(0.7) ? Int(dice.between(1, 3)) : nil)
  }

  /// The longest that any of these configurations lets a step last.
  let longestStep: Int64
}

/// What a decision may know besides the alerts: the directory, the settings and the instant.
package struct Context: Sendable {
  package var directory: Directory
  package var settings: EscalationSettings
  package var followUps: FollowUpBook
  /// The cases of which nothing may be erased.
  package var holds: [CaseID: LegalHold]

  package init(
    directory: Directory, settings: EscalationSettings,
    followUps: FollowUpBook = FollowUpBook(), holds: [CaseID: LegalHold] = [:]
  ) {
    self.directory = directory
    self.settings = settings
    self.followUps = followUps
    self.holds = holds
  }

  /// The officer of the directory or the contact of the configuration with that id.
  package func officer(_ id: OfficerID) -> Officer? {
    settings.contacts[id] ?? directory.officer(id)
  }

  package func officer(login: String) -> Officer? {
    directory.officer(login: login)
      ?? settings.contacts.values.first { $0.login == login }
  }

  /// The alert's policy; the default one where the configuration no longer has it.
  package func policy(_ name: String) -> Policy {
    settings.policies[name] ?? settings.policies[settings.defaultPolicy]
      ?? Policy(
        name: settings.defaultPolicy,
        steps: [Step(page: [.contact(lastResortName)], ackWithin: .minutes(1))])
  }

  private var lastResortName: String {
    settings.lastResort.contactName ?? settings.lastResort.rawValue
  }
}

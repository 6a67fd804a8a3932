/// The part of the configuration that decisions are made with. A value; a reload makes a new one.
package struct EscalationSettings: Sendable {
  package var policies: [String: Policy]
  package var policyByRisk: [Risk: String]
  package var defaultPolicy: String
  package var unknownCallerPolicy: String
  package var aggressorLinePolicy: String
  /// Who is no officer of the unit, each as an officer with the id `contact:NAME`.
  package var contacts: [OfficerID: Officer]
  /// Paged when a step finds nobody at all; always one of `contacts`.
  package var lastResort: OfficerID
  package var countryCode: String
  /// The channels configured, without the queue. A contact on another channel fails at once.
  package var channels: Set<String>
  /// Those of `channels` that are served over the socket, by name.
  package var workers: [String: WorkerChannel]
  package var followUps: FollowUpTimes
  package var retention: RetentionTimes
  package var backup: BackupSettings
  package var objectives: Objectives
  /// The text message of an emergency page; nil for the built-in one of the unit's language.
  package var pageText: PageTemplate?

  package init(
    policies: [String: Policy], policyByRisk: [Risk: String] = [:], defaultPolicy: String,
    unknownCallerPolicy: String, aggressorLinePolicy: String, contacts: [OfficerID: Officer],
    lastResort: OfficerID, countryCode: String = "34", channels: Set<String> = [],
    workers: [String: WorkerChannel] = [:],
    followUps: FollowUpTimes = FollowUpTimes(), retention: RetentionTimes = RetentionTimes(),
    backup: BackupSettings = BackupSettings(), objectives: Objectives = Objectives(),
    pageText: PageTemplate? = nil
  ) {
    self.policies = policies
    self.policyByRisk = policyByRisk
    self.defaultPolicy = defaultPolicy
    self.unknownCallerPolicy = unknownCallerPolicy
    self.aggressorLinePolicy = aggressorLinePolicy
    self.contacts = contacts
    self.lastResort = lastResort
    self.countryCode = countryCode
    self.channels = channels
    self.workers = workers
    self.followUps = followUps
    self.retention = retention
    self.backup = backup
    self.objectives = objectives
    self.pageText = pageText
  }
}

/// A person, or a contact of the configuration, who can be paged.
package struct Officer: Hashable, Sendable {
  package var id: OfficerID
  /// How colleagues call the officer on screens; never in logs.
  package var name: String
  /// The system user, by name or number, whose processes speak as this officer.
  package var login: String?
  package var isSupervisor: Bool
  package var contacts: [Contact]

  package init(
    id: OfficerID, name: String, login: String? = nil, isSupervisor: Bool = false,
    contacts: [Contact] = []
  ) {
    self.id = id
    self.name = name
    self.login = login
    self.isSupervisor = isSupervisor
    self.contacts = contacts
  }
}

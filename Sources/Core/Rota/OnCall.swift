/// The answer to "who is on call for this role, and why", and until when it holds.
package struct OnCall: Hashable, Sendable {
  package enum Source: Hashable, Sendable {
    case layer(String)
    case override
    /// A gap: no layer and no override says anyone.
    case nobody
  }

  package var role: String
  package var officer: OfficerID?
  package var source: Source
  /// The wall time in milliseconds at which the answer may next change; nil if it never does.
  package var until: Int64?

  package init(role: String, officer: OfficerID?, source: Source, until: Int64?) {
    self.role = role
    self.officer = officer
    self.source = source
    self.until = until
  }
}

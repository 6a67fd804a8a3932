/// Whom a step pages, resolved to officers when the step starts.
package enum Target: Hashable, Sendable, CustomStringConvertible {
  case assigned
  case deputies
  case onCall(role: String)
  /// Every officer of the unit who is not absent.
  case unit
  case supervisors
  case officer(OfficerID)
  case contact(String)

  /// Reads `assigned`, `on_call:primary`, `officer:o1`, `contact:control_room` and their like.
  package init?(_ text: String) {
    func rest(_ prefix: String) -> String? {
      guard text.hasPrefix(prefix), text.count > prefix.count else { return nil }
      return String(text.dropFirst(prefix.count))
    }
    if text == "assigned" {
      self = .assigned
    } else if text == "deputies" {
      self = .deputies
    } else if text == "unit" {
      self = .unit
    } else if text == "supervisors" {
      self = .supervisors
    } else if let role = rest("on_call:") {
      self = .onCall(role: role)
    } else if let id = rest("officer:") {
      self = .officer(OfficerID(id))
    } else if let name = rest("contact:") {
      self = .contact(name)
    } else {
      return nil
    }
  }

  package var description: String {
    switch self {
    case .assigned: "assigned"
    case .deputies: "deputies"
    case .onCall(let role): "on_call:\(role)"
    case .unit: "unit"
    case .supervisors: "supervisors"
    case .officer(let id): "officer:\(id)"
    case .contact(let name): "contact:\(name)"
    }
  }
}

/// What an officer does to follow a case up.
package enum FollowUpKind: String, Sendable, CaseIterable {
  case interview, phone, school
  case orderNotice = "order_notice"
  case referral
  case policeCoordination = "police_coordination"

  /// Whether the victim herself is spoken with, which is what her case's regular follow-up asks.
  package var isContact: Bool {
    switch self {
    case .interview, .phone: true
    case .school, .orderNotice, .referral, .policeCoordination: false
    }
  }
}

/// Where an alert stands. Every open state has a deadline; only a person's act leads to a closed
/// one.
package enum AlertState: String, Sendable, CaseIterable {
  /// Officers are being paged, step after step.
  ///
  /// Can transition to:
  /// - `acknowledged`, when an officer acknowledges
  /// - `enRoute` or `onScene`, when a responder who had gone silent shows a sign after all
  /// - `resolved`, by the responder or a supervisor; `cancelled`, by a supervisor
  case paging
  /// An officer has it and is expected to move.
  ///
  /// Can transition to:
  /// - `enRoute` or `onScene`, by the responder's progress
  /// - `paging`, by release, by transfer, or when there is no progress in time
  /// - `resolved`, by the responder or a supervisor; `cancelled`, by a supervisor
  case acknowledged
  /// The responder is on the way.
  ///
  /// Can transition to:
  /// - `onScene`, by the responder's progress
  /// - `paging`, by release, by transfer, or when the responder does not arrive in time
  /// - `resolved`, by the responder or a supervisor; `cancelled`, by a supervisor
  case enRoute = "en_route"
  /// The responder is with the victim and is asked for a sign at intervals.
  ///
  /// Can transition to:
  /// - `paging`, by release, by transfer, or when a check-in is missed
  /// - `resolved`, by the responder or a supervisor; `cancelled`, by a supervisor
  case onScene = "on_scene"
  /// Closed with an outcome. Can transition to nothing; late facts are still kept.
  case resolved
  /// Closed by a supervisor with a reason. Can transition to nothing; late facts are still kept.
  case cancelled

  package var isOpen: Bool {
    switch self {
    case .paging, .acknowledged, .enRoute, .onScene: true
    case .resolved, .cancelled: false
    }
  }

  /// Whether an officer holds the alert and nobody is being paged.
  package var isHeld: Bool {
    switch self {
    case .acknowledged, .enRoute, .onScene: true
    case .paging, .resolved, .cancelled: false
    }
  }
}

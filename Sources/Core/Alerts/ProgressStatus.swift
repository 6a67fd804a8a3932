/// A responder's progress.
package enum ProgressStatus: String, Sendable, CaseIterable {
  case enRoute = "en_route"
  case onScene = "on_scene"
}

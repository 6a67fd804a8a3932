/// The way an officer's answer came.
package enum Via: String, Sendable, CaseIterable {
  case queue, call, sms, console
}

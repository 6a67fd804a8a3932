/// The way an alert came in.
package enum AlertSource: String, Sendable, CaseIterable {
  case phone, sms, app, button, console
}

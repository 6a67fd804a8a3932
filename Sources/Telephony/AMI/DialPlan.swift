/// How calls are made with the dialplan of the site.
package struct DialPlan: Hashable, Sendable {
  /// How to reach a number, with `{number}` in its place.
  package var dial: String
  /// Where the call goes on once it is answered (`s`), or was not (`failed`).
  package var context: String
  /// What to dial to reach the line itself, for a drill.
  package var drill: String
  /// The number that officers see; nil leaves it to the trunk.
  package var callerNumber: String?

  package init(dial: String, context: String, drill: String, callerNumber: String?) {
    self.dial = dial
    self.context = context
    self.drill = drill
    self.callerNumber = callerNumber
  }

  /// How long a telephone rings, in seconds: no longer than the step waits, but long enough for a
  /// mobile network to find it.
  private static let ringSeconds: ClosedRange<Int64> = 10...60
  /// The same where no step waits, as with what is only told.
  private static let plainRingSeconds: Int64 = 30
  /// Seconds that an officer who answers a drill has to be connected with its caller.
  private static let drillSeconds = 120

  /// The action that rings an officer. `wall` is the present time in milliseconds since
  /// 1970-01-01T00:00:00Z.
  func originate(
    _ order: DialOrder, id: String, wall: Int64
  ) throws(ManagerFault) -> ManagerAction {
    let left = order.until.map { ($0 - wall) / 1000 } ?? Self.plainRingSeconds
    let ring = min(max(left, Self.ringSeconds.lowerBound), Self.ringSeconds.upperBound)
    var action = ManagerAction("Originate", id: id)
    try action.add("ChannelId", order.call.channel)
    try action.add(
      "Channel",
      dial.split(separator: "{number}", omittingEmptySubsequences: false)
        .joined(separator: order.number))
    try action.add("Context", context)
    try action.add("Exten", "s")
    try action.add("Priority", "1")
    if let callerNumber { try action.add("CallerID", "<\(callerNumber)>") }
    try action.add("Timeout", "\(ring * 1000)")
    try action.set("AMPARO_PAGE", "\(order.call.page)")
    try action.set("AMPARO_ALERT", "\(order.alert)")
    try action.set("AMPARO_OFFICER", ChannelText.encoded(order.officer))
    try action.set("AMPARO_CODE", order.code)
    try action.set("AMPARO_KIND", order.kind.rawValue)
    try action.set("AMPARO_DRILL", order.isDrill ? "1" : "0")
    try action.set("AMPARO_TOKEN", order.call.token)
    // Without it the connection would stand still until the call is over.
    try action.add("Async", "true")
    return action
  }

  /// The action that rings the line as a caller would; at the other end nobody speaks.
  func drillCall(id: String, channel: String) throws(ManagerFault) -> ManagerAction {
    var action = ManagerAction("Originate", id: id)
    try action.add("ChannelId", channel)
    try action.add("Channel", drill)
    try action.add("Application", "Wait")
    try action.add("Data", "\(Self.drillSeconds)")
    try action.add("Timeout", "\(Self.drillSeconds * 1000)")
    try action.add("Async", "true")
    return action
  }
}

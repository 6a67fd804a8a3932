import AmparoCore

/// What is said over one connection to Asterisk's manager. It knows no socket and no clock: bytes
/// and the time, in milliseconds of the monotonic clock, are passed in.
///
/// Nothing is believed but the answer to an action of ours that is still open, known by an id that
/// nobody can guess: callers can write events, and answers too, into what Asterisk sends.
package struct ManagerSession: Sendable {
  private enum State { case awaitsGreeting, logsIn, isReady, isLost }

  private struct Open {
    var errand: ManagerErrand
    /// When its answer is overdue.
    var until: Int64
  }

  /// How long Asterisk may take to greet or to answer: a wrong secret takes it a second, all else a
  /// millisecond. Somebody waits for the page that a hung one does not make.
  static let answerWithin = TimeSpan.seconds(4)
  /// After this long without a word it is asked for a sign of life.
  static let pingEvery = TimeSpan.seconds(5)
  /// Actions that wait for their answer at a time: more than a unit has officers.
  static let openMax = 256
  /// When a withdrawal that found no channel is tried again, and how often.
  static let withdrawAgainAfter = TimeSpan.milliseconds(400)
  static let withdrawTries = 3
  /// What is passed on of Asterisk's reasons, in characters; they are some words long.
  private static let wordsMax = 200

  private let user: String
  private let secret: String
  private let plan: DialPlan
  private let idPrefix: String
  private var count = 0
  private var state = State.awaitsGreeting
  private var reader = ManagerReader()
  private var open: [String: Open] = [:]
  private var later: [(at: Int64, call: PageTry, triesLeft: Int)] = []
  /// When the greeting is overdue, and later, when the next ping is due.
  private var due: Int64
  private var output: [UInt8] = []

  /// For a connection that begins now. `nonce` is any number that nobody can guess.
  package init(user: String, secret: String, plan: DialPlan, nonce: UInt64, now: Int64) {
    self.user = user
    self.secret = secret
    self.plan = plan
    idPrefix = String(nonce, radix: 36)
    due = now + Self.answerWithin.milliseconds
  }

  /// Whether it is logged in.
  package var isReady: Bool { state == .isReady }

  /// What is to be sent, given out once.
  package mutating func takeOutput() -> [UInt8] {
    defer { output = [] }
    return output
  }

  /// When ``tick(now:)`` has something to do without anything arriving.
  package var wake: Int64 {
    (open.values.map(\.until) + later.map(\.at) + [due]).min() ?? due
  }

  // MARK: What arrives

  /// Takes bytes as they came.
  package mutating func receive(
    _ bytes: some Collection<UInt8>, now: Int64
  ) -> [ManagerHappening] {
    var found: [ManagerHappening] = []
    reader.append(bytes)
    while state != .isLost, let item = reader.next() {
      switch item {
      case .greeting(let line): found += greeted(line, now)
      case .message(let message):
        if state != .awaitsGreeting { due = now + Self.pingEvery.milliseconds }
        if let happening = answered(message, now) { found.append(happening) }
      case .tooLong: found.append(lose("Asterisk sent a message longer than any it has"))
      }
    }
    return found
  }

  private mutating func greeted(_ line: String, _ now: Int64) -> [ManagerHappening] {
    guard line.hasPrefix("Asterisk Call Manager/") else {
      return [lose("what answers there is not Asterisk's manager")]
    }
    state = .logsIn
    due = now + Self.answerWithin.milliseconds
    let (user, secret) = (user, secret)
    return say(.login, now) { id throws(ManagerFault) in
      var action = ManagerAction("Login", id: id)
      try action.addWhole("Username", user)
      try action.addWhole("Secret", secret)
      try action.add("Events", "off")
      return action
    }
  }

  private mutating func answered(_ message: ManagerMessage, _ now: Int64) -> ManagerHappening? {
    guard message["Event"] == nil, let response = message["Response"],
      let id = message["ActionID"], let errand = open.removeValue(forKey: id)?.errand
    else { return nil }
    let isSuccess = response == "Success"
    let words = String((message["Message"] ?? "no reason is given").prefix(Self.wordsMax))
    switch errand {
    case .login:
      guard isSuccess else {
        state = .isLost
        return .loginRefused(words)
      }
      state = .isReady
      return .ready
    case .ping: return isSuccess ? nil : lose("Asterisk answered a ping with: \(words)")
    case .dial(let call): return isSuccess ? nil : .dialRefused(call, words)
    case .drill: return isSuccess ? nil : .drillRefused(words)
    case .withdraw(let call, let triesLeft):
      if !isSuccess { postpone(call, triesLeft: triesLeft, now) }
      return nil
    }
  }

  private mutating func postpone(_ call: PageTry, triesLeft: Int, _ now: Int64) {
    guard triesLeft > 0, later.count < Self.openMax else { return }
    later.append((now + Self.withdrawAgainAfter.milliseconds, call, triesLeft - 1))
  }

  private mutating func lose(_ why: String) -> ManagerHappening {
    state = .isLost
    return .lost(why)
  }

  // MARK: What is asked

  /// Rings an officer. `wall` is the present time in milliseconds since 1970-01-01T00:00:00Z.
  mutating func dial(_ order: DialOrder, wall: Int64, now: Int64) -> [ManagerHappening] {
    let plan = plan
    return say(.dial(order.call), now) { id throws(ManagerFault) in
      try plan.originate(order, id: id, wall: wall)
    }
  }

  /// Rings the line itself.
  mutating func drill(now: Int64) -> [ManagerHappening] {
    let plan = plan
    return say(.drill, now) { id throws(ManagerFault) in
      try plan.drillCall(id: id, channel: "amparo-drill-\(id)")
    }
  }

  /// Stops ringing. A call that is over already is as well.
  mutating func withdraw(_ call: PageTry, now: Int64) -> [ManagerHappening] {
    withdraw(call, triesLeft: Self.withdrawTries - 1, now)
  }

  private mutating func withdraw(
    _ call: PageTry, triesLeft: Int, _ now: Int64
  ) -> [ManagerHappening] {
    say(.withdraw(call, triesLeft: triesLeft), now) { id throws(ManagerFault) in
      var action = ManagerAction("Hangup", id: id)
      try action.add("Channel", call.channel)
      return action
    }
  }

  private mutating func say(
    _ errand: ManagerErrand, _ now: Int64,
    _ make: (_ id: String) throws(ManagerFault) -> ManagerAction
  ) -> [ManagerHappening] {
    guard open.count < Self.openMax else {
      return refused(errand, "Asterisk has \(Self.openMax) actions to answer already", now)
    }
    count += 1
    let id = "\(idPrefix)-\(count)"
    do throws(ManagerFault) {
      output += try make(id).bytes
    } catch {
      return refused(errand, error.description, now)
    }
    open[id] = Open(errand: errand, until: now + Self.answerWithin.milliseconds)
    return []
  }

  /// An action that was not even sent.
  private mutating func refused(
    _ errand: ManagerErrand, _ why: String, _ now: Int64
  ) -> [ManagerHappening] {
    switch errand {
    case .login:
      state = .isLost
      return [.loginRefused(why)]
    case .dial(let call): return [.dialRefused(call, why)]
    case .drill: return [.drillRefused(why)]
    case .withdraw(let call, let triesLeft):
      postpone(call, triesLeft: triesLeft, now)
      return []
    case .ping: return []
    }
  }

  // MARK: Time

  /// Does what is due. Take first what has arrived: an answer that is here is not overdue.
  package mutating func tick(now: Int64) -> [ManagerHappening] {
    switch state {
    case .isLost: return []
    case .awaitsGreeting:
      return due <= now ? [lose("Asterisk's manager did not greet in time")] : []
    case .logsIn, .isReady: break
    }
    if open.values.contains(where: { $0.until <= now }) {
      return [lose("Asterisk's manager did not answer in time")]
    }
    var found: [ManagerHappening] = []
    let dueNow = later.filter { $0.at <= now }
    later.removeAll { $0.at <= now }
    for again in dueNow { found += withdraw(again.call, triesLeft: again.triesLeft, now) }
    if due <= now {
      due = now + Self.pingEvery.milliseconds
      found += say(.ping, now) { id in ManagerAction("Ping", id: id) }
    }
    return found
  }
}

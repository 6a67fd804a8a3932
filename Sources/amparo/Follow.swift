import AmparoCore
import AmparoHost
import Glibc

/// An officer's terminal: shows each page as it comes, takes short commands, and comes back by
/// itself when the daemon was away, missing nothing.
final class Follow {
  private let call: Invocation
  private let words: Words
  private let screen: FollowScreen
  private var input: LineInput? = LineInput()
  /// The last event seen, from which the daemon goes on after a lost connection.
  private var lastSeq: Int64?
  private var shown: Set<Int64> = []
  /// What it was refused with last, while it is.
  private var refusal: String?

  /// Waits between tries to connect, in milliseconds: soon at first, never rarer than this.
  private static let firstDelay: Int32 = 200
  private static let longestDelay: Int32 = 5000

  /// Three heartbeats missed: the connection is dead, whatever the socket says.
  private static let silenceMilliseconds: Int64 = 45_000

  /// Pages remembered as shown, so that one sent again is not shown twice.
  private static let shownMax = 10_000

  /// Nobody can see what is shown: a page that is told as received would be delivered to nobody, so
  /// the connection is given up, and with it the page.
  private struct ScreenGone: Error {}

  init(_ call: Invocation) {
    self.call = call
    words = call.words
    screen = FollowScreen(call.words, isJSON: call.isJSON)
  }

  /// Refusals that pass by themselves. Once it has listened, any may: a terminal that ends at night
  /// shows no page.
  private static let passing: Set<String> = ["busy", "unavailable", "internal"]

  func run() throws -> Int32 {
    var delay = Self.firstDelay
    var isFirst = true
    var hasListened = false
    while true {
      do {
        let client = try LineClient(path: call.socket)
        try subscribe(client)
        if !isFirst { screen.say(words.pick("conexión recuperada", "connected again")) }
        isFirst = false
        hasListened = true
        refusal = nil
        delay = Self.firstDelay
        try follow(client)
        screen.say(words.pick("conexión perdida", "connection lost"))
      } catch let error as LineClientError {
        if isFirst { screen.say(words.unreachable(error)) }
        isFirst = false
      } catch CommandError.refused(let code, let message, _)
        where hasListened || Self.passing.contains(code)
      {
        tell(code, message)
        isFirst = false
      } catch let error as JSONError where hasListened {
        tell("internal", error.description)
      } catch is ScreenGone {
        Output.problem(
          words.pick("amparo: la pantalla ya no está", "amparo: the screen is gone"))
        return ExitCode.refused
      }
      poll(nil, 0, delay)
      delay = min(delay * 2, Self.longestDelay)
    }
  }

  /// Says why it is not let in; once, however often it tries.
  private func tell(_ code: String, _ message: String) {
    guard refusal != message else { return }
    refusal = message
    screen.say("✗ \(words.refused(code, Output.harmless(message)))")
  }

  private func subscribe(_ client: LineClient) throws {
    var members = [JSONMember("op", "queue.subscribe")]
    if let lastSeq { members.append(JSONMember("after", .int(lastSeq))) }
    try client.send(JSONWriter.encode(.object(call.spoken("", members))))
    guard case .line(let line) = try client.receive(timeoutMilliseconds: Self.silenceMilliseconds)
    else { throw LineClientError.lost(words.pick("sin respuesta", "no answer")) }
    let reply = try JSONParser.parse(line)
    try Session.throwIfRefused(reply)
    // Lower than asked for where the daemon lost what it had told.
    if let after = reply["after"]?.int { lastSeq = after }
    if lastSeq == nil { lastSeq = reply["seq"]?.int }
    screen.subscribed(reply)
  }

  /// Shows what comes until the connection ends or falls silent.
  private func follow(_ client: LineClient) throws {
    var heardAt = Clock.monotonicNanoseconds()
    while true {
      while case .line(let line) = try client.receive(timeoutMilliseconds: 0) {
        heardAt = Clock.monotonicNanoseconds()
        try take(line, client)
      }
      let silence = (Clock.monotonicNanoseconds() - heardAt) / 1_000_000
      guard silence < Self.silenceMilliseconds, try isOpen(client) else { return }
      screen.tick()
      try takeInput(client)
    }
  }

  /// Waits a second at the most for the daemon or the keyboard; false when the daemon is gone.
  private func isOpen(_ client: LineClient) throws -> Bool {
    var watched = [
      pollfd(fd: client.descriptor.raw, events: Int16(POLLIN), revents: 0), Output.screen,
    ]
    if input != nil { watched.append(pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)) }
    poll(&watched, nfds_t(watched.count), 1000)
    if Output.isGone(watched[1]) { throw ScreenGone() }
    guard watched[0].revents & Int16(POLLIN) != 0 else {
      return watched[0].revents & Int16(POLLHUP | POLLERR) == 0
    }
    var byte: UInt8 = 0
    return recv(client.descriptor.raw, &byte, 1, Int32(MSG_PEEK)) > 0
  }

  private func take(_ line: [UInt8], _ client: LineClient) throws {
    let value = try JSONParser.parse(line)
    if call.isJSON { Output.line(Output.harmless(String(decoding: line, as: UTF8.self))) }
    guard let event = value["event"]?.string else { return screen.replied(value) }
    if let seq = value["seq"]?.int { lastSeq = max(lastSeq ?? 0, seq) }
    guard event == "page", let page = value["page"]?.int else { return screen.show(value) }
    if shown.count >= Self.shownMax { shown.removeAll() }
    if shown.insert(page).inserted { screen.show(value) }
    if Output.isGone { throw ScreenGone() }
    let receipt: JSONValue = ["op": "page.received", "page": .int(page), "id": "receipt"]
    try client.send(JSONWriter.encode(receipt))
  }

  private func takeInput(_ client: LineClient) throws {
    var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard input != nil, poll(&ready, 1, 0) > 0 else { return }
    guard let lines = input?.read() else {
      input = nil
      return
    }
    for line in lines {
      switch FollowCommand(line, words) {
      case .request(let members):
        try client.send(JSONWriter.encode(.object(call.spoken("", members))))
      case .help: screen.say(FollowCommand.help(words))
      case .nothing: break
      case .unknown(let message): screen.say(message)
      }
    }
  }
}

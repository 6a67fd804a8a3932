import AmparoCore
import AmparoHost

/// The worker's connection to the daemon: subscribed to one channel, events in, results out.
final class WorkerLine {
  enum Happening: Hashable {
    case subscribed
    /// The daemon does not let us serve the channel; its words.
    case refused(String)
    case dial(JSONValue)
    case withdraw(JSONValue)
    case drillCall
    /// A result of ours was not taken; the code of the refusal.
    case resultRefused(String)
    case lost(String)
  }

  private let client: LineClient
  private var isSubscribed = false
  /// When the next line is overdue.
  private var due: Int64

  /// The daemon sends a sign of life every 15 s.
  private static let silenceMax = TimeSpan.seconds(40)
  /// How long it may take to answer the subscription, and to take a line of ours: it answers within
  /// a turn, and Asterisk waits meanwhile.
  private static let patience = TimeSpan.seconds(1)
  private static let subscribeWithin = TimeSpan.seconds(5)

  init(socket: String, channel: String, now: Int64) throws(LineClientError) {
    client = try LineClient(path: socket, patienceMilliseconds: Self.patience.milliseconds)
    due = now + Self.subscribeWithin.milliseconds
    try send(["op": "channel.subscribe", "channel": .string(channel)])
  }

  var descriptor: Descriptor { client.descriptor }
  var wake: Int64 { due }

  private func send(_ request: JSONValue) throws(LineClientError) {
    try client.send(JSONWriter.encode(request))
  }

  /// Tells that a page did not go out.
  func fail(_ call: PageTry, _ why: String) throws(LineClientError) {
    try send([
      "op": "page.result", "page": .int(call.page), "token": .string(call.token),
      "result": "failed", "detail": .string(why),
    ])
  }

  /// Takes the lines that are here now.
  func take(now: Int64) -> [Happening] {
    var found: [Happening] = []
    do throws(LineClientError) {
      while true {
        switch try client.receive(timeoutMilliseconds: 0) {
        case .line(let line):
          due = now + Self.silenceMax.milliseconds
          if let happening = Self.read(line, isSubscribed) {
            if happening == .subscribed { isSubscribed = true }
            found.append(happening)
          }
        case .timedOut:
          return due <= now ? found + [.lost("the daemon says nothing any more")] : found
        case .closed: return found + [.lost("the daemon has closed the connection")]
        }
      }
    } catch {
      return found + [.lost("\(error)")]
    }
  }

  private static func read(_ line: [UInt8], _ isSubscribed: Bool) -> Happening? {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONParser.parse(line)
    } catch {
      return .lost("the daemon sent what is no JSON")
    }
    if let event = value["event"]?.string {
      switch event {
      case "dial": return .dial(value)
      case "withdraw": return .withdraw(value)
      case "drill_call": return .drillCall
      case _: return nil
      }
    }
    let isTaken = value["ok"]?.bool == true
    let code = value["error"]?["code"]?.string ?? "internal"
    guard isSubscribed else {
      let words = value["error"]?["message"]?.string ?? ""
      return isTaken ? .subscribed : .refused("\(code): \(words)")
    }
    return isTaken ? nil : .resultRefused(code)
  }
}

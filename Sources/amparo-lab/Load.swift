import AmparoCore
import AmparoHost
import AmparoWire
import Glibc

/// Clients that raise alerts in a closed loop: each sends its next request when it has its reply.
struct Load {
  struct Outcome {
    var replies = Samples()
    /// From the reply to the page line at the terminal.
    var pages = Samples()
    var rate = 0.0
  }

  private let clients: [BenchClient]
  private let terminal: Terminal
  private let prefix: String
  /// Runs follow one another by more than a microsecond for each of their requests.
  private let firstNumber: Int

  init(_ socket: String, clients count: Int, terminal: Terminal) throws {
    clients = try (0..<count).map { _ in try BenchClient(socket) }
    self.terminal = terminal
    firstNumber = 2_000_000_000 + Int(Clock.monotonicNanoseconds() / 1000 % 1_000_000_000)
    prefix = "bench-\(count)-\(Clock.monotonicNanoseconds())-"
  }

  func run(requests: Int) throws -> Outcome {
    let loop = try EventLoop()
    for (index, client) in clients.enumerated() {
      try loop.add(client.socket, .read, token: UInt64(index))
    }
    try loop.add(terminal.client.socket, .read, token: UInt64(clients.count))
    var outcome = Outcome()
    var repliedAt: [Int64: Int64] = [:]
    var sent = 0
    var ready: [ReadyEvent] = []
    let start = Clock.monotonicNanoseconds()
    for client in clients where sent < requests { try raise(client, &sent) }
    while outcome.replies.count < requests {
      ready.removeAll(keepingCapacity: true)
      try loop.wait(timeoutMilliseconds: 5000, into: &ready)
      if ready.isEmpty { throw LabError("the daemon did not answer for five seconds") }
      for event in ready {
        guard event.token < clients.count else {
          try terminal.take()
          continue
        }
        let client = clients[Int(event.token)]
        for line in try client.receive() {
          let now = Clock.monotonicNanoseconds()
          outcome.replies.add(now - client.sentAt)
          repliedAt[try alert(in: line)] = now
          if sent < requests { try raise(client, &sent) }
        }
      }
    }
    outcome.rate =
      Double(requests) / (Double(Clock.monotonicNanoseconds() - start) / 1_000_000_000)
    try waitForPages(repliedAt, loop, &outcome)
    return outcome
  }

  private func raise(_ client: BenchClient, _ sent: inout Int) throws {
    sent += 1
    // A number of its own for each, or the calls would join one alert.
    let number = firstNumber + sent
    try client.send(
      #"{"op":"alert.raise","id":\#(sent),"request_id":"\#(prefix)\#(sent)","#
        + #""caller":"+1\#(number)","source":"button","caller_role":"victim","#
        + #""presentation":"allowed","called":"900111222","silent":false}"# + "\n")
  }

  private func alert(in line: ArraySlice<UInt8>) throws -> Int64 {
    let reply = try JSONParser.parse(line)
    guard reply["ok"]?.bool == true, reply["durable"]?.bool == true,
      reply["repeat"]?.bool == false, let alert = reply["alert"]?.int
    else { throw LabError("a raise was not accepted: \(String(decoding: line, as: UTF8.self))") }
    return alert
  }

  private func waitForPages(
    _ repliedAt: [Int64: Int64], _ loop: EventLoop, _ outcome: inout Outcome
  ) throws {
    let end = Clock.monotonicNanoseconds() + 5_000_000_000
    var ready: [ReadyEvent] = []
    while repliedAt.keys.contains(where: { terminal.arrivals[$0] == nil }),
      Clock.monotonicNanoseconds() < end
    {
      ready.removeAll(keepingCapacity: true)
      try loop.wait(timeoutMilliseconds: 200, into: &ready)
      try terminal.take()
    }
    for (alert, replied) in repliedAt {
      guard let arrived = terminal.arrivals[alert] else {
        throw LabError("alert \(alert) was never paged")
      }
      outcome.pages.add(max(0, arrived - replied))
    }
  }
}

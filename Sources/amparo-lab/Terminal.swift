import AmparoCore
import AmparoHost
import AmparoWire
import Glibc

/// The desk's terminal: notes when each page line arrives.
final class Terminal {
  let client: BenchClient
  /// When the page of each alert's first step arrived.
  private(set) var arrivals: [Int64: Int64] = [:]
  private var dueAt: [Int64: Int64] = [:]
  private var lateness = Samples()
  private var secondSteps = 0

  init(_ socket: String) throws {
    client = try BenchClient(socket)
    try client.send(#"{"op":"queue.subscribe","officer":"contact:desk"}"# + "\n")
  }

  func take() throws {
    for line in try client.receive() {
      let now = Clock.monotonicNanoseconds()
      let wall = Clock.wallMilliseconds()
      let event = try JSONParser.parse(line)
      guard event["event"]?.string == "page", let alert = event["alert"]?.int,
        let due = event["ack_by"]?.string.flatMap({ Timestamp.parse($0) })
      else { continue }
      if event["step"]?.int == 1 {
        arrivals[alert] = now
        dueAt[alert] = due
      } else if let due = dueAt[alert] {
        lateness.add((wall - due) * 1_000_000)
        secondSteps += 1
      }
    }
  }

  /// How long the last second step may take to come.
  private static let patienceSeconds: Int64 = 60

  /// Waits for that many second steps and says how late each page line was.
  func awaitSecondSteps(_ count: Int) throws -> Samples {
    let loop = try EventLoop()
    try loop.add(client.socket, .read, token: 1)
    let end = Clock.monotonicNanoseconds() + Self.patienceSeconds * 1_000_000_000
    var ready: [ReadyEvent] = []
    while secondSteps < count {
      guard Clock.monotonicNanoseconds() < end else {
        throw LabError("only \(secondSteps) of \(count) second steps came")
      }
      try loop.wait(timeoutMilliseconds: 1000, into: &ready)
      ready.removeAll(keepingCapacity: true)
      try take()
    }
    return lateness
  }
}

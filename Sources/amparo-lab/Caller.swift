import AmparoCore
import AmparoHost
import Glibc

/// A gateway and its unit in one: raises an alert for a victim's number, and closes it before the
/// next, so that every raise begins an alert of its own.
final class Caller {
  private let client: LineClient
  private let cases: Int
  private let areKnown: Bool
  private var count = 0

  /// How long a reply may take before the daemon counts as hung.
  static let patienceMilliseconds: Int64 = 30_000

  /// Calls come from all over a town of that many cases, or from as many strangers.
  init(_ socket: String, cases: Int, areKnown: Bool = true) throws {
    client = try LineClient(path: socket)
    self.cases = cases
    self.areKnown = areKnown
  }

  /// Raises one alert; the nanoseconds until its reply.
  func call() throws -> Int64 {
    // A prime that is coprime to the sizes used walks over every case before any comes again.
    let index = count * 611_953 % cases
    count += 1
    let number = areKnown ? Town.number(index) : "+1\(2_000_000_000 + index)"
    let line =
      #"{"op":"alert.raise","request_id":"scale-\#(Clock.monotonicNanoseconds())","#
      + #""caller":"\#(number)","source":"phone","caller_role":"victim"}"#
    let start = Clock.monotonicNanoseconds()
    let reply = try ask(line)
    let end = Clock.monotonicNanoseconds()
    guard reply["known"]?.bool == areKnown, reply["durable"]?.bool == true,
      reply["repeat"]?.bool == false, let alert = reply["alert"]?.int
    else { throw LabError("a raise was not as expected: \(JSONWriter.text(reply))") }
    _ = try ask(
      #"{"op":"alert.resolve","alert":\#(alert),"officer":"contact:desk","outcome":"attended"}"#)
    return end - start
  }

  func ask(_ line: String) throws -> JSONValue {
    try client.send(Array(line.utf8))
    return try reply()
  }

  /// Sends a line with a descriptor; its reply is to be taken by ``reply(within:)``.
  func send(_ line: String, passing descriptor: Descriptor) throws {
    try client.send(Array(line.utf8), passing: descriptor)
  }

  /// The next reply; nil when none came in time, if a time is given.
  func reply(within milliseconds: Int64) throws -> JSONValue? {
    guard case .line(let bytes) = try client.receive(timeoutMilliseconds: milliseconds) else {
      return nil
    }
    let reply = try JSONParser.parse(bytes)
    guard reply["ok"]?.bool == true else {
      throw LabError("refused: \(JSONWriter.text(reply))")
    }
    return reply
  }

  private func reply() throws -> JSONValue {
    guard let reply = try reply(within: Self.patienceMilliseconds) else {
      throw LabError("no reply for \(Self.patienceMilliseconds) ms")
    }
    return reply
  }
}

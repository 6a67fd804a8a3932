import AmparoCore
import AmparoTesting
import Foundation
import Testing

/// A town whose officers have telephones only, the real daemon and the real AGI program.
final class AGITown {
  let daemon: Daemon
  let client: WireClient
  var spool: String { daemon.directory.appending(path: "spool").path() }

  static let desk = "+34968111000"
  static let (one, two, three) = ("+34600000101", "+34600000102", "+34600000103")

  static let both = #"[ { page: ["assigned", "deputies"], ack_within: "3s" } ]"#
  static let inTurn = """
    [ { page: ["assigned"], ack_within: "1500ms" }, { page: ["deputies"], ack_within: "3s" } ]
    """

  init(steps: String = AGITown.both, extra: String = "") throws {
    daemon = try Daemon(
      steps: steps, extra: extra, directoryDocument: Self.document, repeatFrom: 1)
    client = try WireClient(daemon.socket)
    try "\(Self.desk)\n".write(
      to: daemon.directory.appending(path: "fallback"), atomically: true, encoding: .utf8)
  }

  private static let document = """
    {"unit":{"id":"u","name":"U","time_zone":"Europe/Madrid"},"officers":[\
    {"id":"o1","name":"Uno","contacts":[{"channel":"call","address":"\(one)"}]},\
    {"id":"o2","name":"Dos","contacts":[{"channel":"call","address":"\(two)"}]},\
    {"id":"o3","name":"Tres","contacts":[{"channel":"call","address":"\(three)"}]}],"cases":[\
    {"id":"VG-1","risk":"high","phones":["600 111 001"],"assigned":"o1","deputies":["o2"]}]}
    """

  static var program: String {
    Daemon.program.deletingLastPathComponent().appending(path: "amparo-agi").path()
  }

  var options: [String] {
    [
      "--socket", daemon.socket, "--spool", spool, "--wait", "10",
      "--fallback", daemon.directory.appending(path: "fallback").path(),
    ]
  }

  var log: String { daemon.directory.appending(path: "agi.log").path() }

  func gateway(_ officers: [String: FakeOfficer]) -> FakeGateway {
    var gateway = FakeGateway(program: Self.program, options: options, log: log)
    gateway.officers = officers
    return gateway
  }

  func run(_ subcommand: String, _ channel: FakeChannel, _ more: [String] = []) throws {
    #expect(try channel.run(Self.program, [subcommand] + options + more, log: log) == 0)
    #expect(channel.faults == [])
  }

  /// An officer's channel that has been picked up.
  func leg(_ officer: String, _ page: Int64, alert: Int64 = 1) -> FakeChannel {
    let channel = FakeChannel(FakeEnvironment(uniqueID: "leg-\(officer)"))
    channel.variables = [
      "AMPARO_ALERT": "\(alert)", "AMPARO_PAGE": "\(page)", "AMPARO_OFFICER": officer,
      "AMPARO_CODE": "K7Q2", "AMPARO_DRILL": "0",
    ]
    return channel
  }

  /// What happened to an alert, in the ledger's words.
  func history(_ alert: Int64 = 1) throws -> [JSONValue] {
    try client.ask(#"{"op":"alert.history","alert":\#(alert)}"#)["events"]?.array ?? []
  }

  func count(_ event: String, _ alert: Int64 = 1) throws -> Int {
    try history(alert).filter { $0["event"]?.string == event }.count
  }

  func alerts() throws -> [JSONValue] {
    try client.ask(#"{"op":"alert.list","limit":100}"#)["alerts"]?.array ?? []
  }

  var spooled: [String] {
    get throws {
      guard FileManager.default.fileExists(atPath: spool) else { return [] }
      return try FileManager.default.contentsOfDirectory(atPath: spool)
        .filter { $0.hasSuffix(".json") }.sorted()
    }
  }

  /// `deliver`, once, in the foreground.
  @discardableResult
  func deliver() throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: Self.program)
    process.arguments = ["deliver", "--socket", daemon.socket, "--spool", spool]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

import AmparoCore
import AmparoHost
import AmparoTesting
import Glibc
import Testing

@testable import AmparoTelephony

/// The real program with files of its own, and no daemon unless a test makes one.
final class AGIFixture {
  let directory: String
  var socket: String { "\(directory)/s" }
  var spool: RequestSpool { RequestSpool("\(directory)/spool") }
  var log: String { "\(directory)/log" }

  static let desk = "+34968111000"

  init(fallback: String? = "# the desk\n\(AGIFixture.desk)\n") throws {
    directory = "/tmp/amparo-agi-\(String(Entropy.next(), radix: 36))"
    try #require(mkdir(directory, 0o700) == 0)
    if let fallback {
      _ = try Files.add("\(directory)/fallback", Array(fallback.utf8), mode: 0o600)
    }
  }

  deinit {
    for folder in ["\(directory)/spool", directory] {
      guard let listing = opendir(folder) else { continue }
      while let entry = readdir(listing) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        unlink("\(folder)/\(name)")
      }
      closedir(listing)
      rmdir(folder)
    }
  }

  static var program: String {
    // The program is built beside the test bundle.
    CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/") + "/amparo-agi"
  }

  var options: [String] {
    [
      "--socket", socket, "--spool", "\(directory)/spool", "--fallback", "\(directory)/fallback",
    ]
  }

  func run(_ subcommand: String, _ channel: FakeChannel, _ more: [String] = []) throws -> Int32 {
    try channel.run(Self.program, [subcommand] + options + more, log: log)
  }

  /// Whatever happens, Asterisk must not see a failure.
  func expectRun(_ subcommand: String, _ channel: FakeChannel) throws {
    #expect(try run(subcommand, channel) == 0)
  }

  /// What is spooled, oldest first.
  func spooled() throws -> [JSONValue] {
    try spool.names().map { try JSONParser.parse(Files.read(spool.path($0), max: 65_536)) }
  }

  var logged: String {
    get throws { String(decoding: try Files.read(log, max: 1 << 20), as: UTF8.self) }
  }

  static func channel(_ change: (inout FakeEnvironment) -> Void = { _ in }) -> FakeChannel {
    var environment = FakeEnvironment(uniqueID: "1795477754.1")
    change(&environment)
    return FakeChannel(environment)
  }
}

/// How long something took, in milliseconds.
func milliseconds(_ body: () throws -> Void) rethrows -> Int64 {
  let start = Clock.monotonicNanoseconds()
  try body()
  return (Clock.monotonicNanoseconds() - start) / 1_000_000
}

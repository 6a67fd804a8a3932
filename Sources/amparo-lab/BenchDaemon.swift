import AmparoHost
import Glibc

/// The real daemon, started for a measurement in a directory of its own.
final class BenchDaemon {
  let socket: String
  let directory: String
  private let pid: pid_t

  /// `policy` is the policy of unknown callers, as JSON5.
  init(in directory: String, steps: String) throws {
    self.directory = directory
    socket = "\(directory)/amparo.sock"
    let configuration = """
      { socket: "\(socket)", database: "\(directory)/amparo.db",
        peers: [ { user: \(getuid()), roles: ["gateway", "responder", "supervisor", "admin"],
                   acts_for: "any" } ],
        policies: { bench: { steps: \(steps), repeat_from: 2 } },
        contacts: { desk: { contacts: [ { channel: "queue" } ] } }, last_resort: "desk",
        limits: { connections: 2000, connections_per_user: 2000 } }
      """
    let file = "\(directory)/amparo.json5"
    try Files.write(
      Array(configuration.utf8),
      to: Descriptor(open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)))
    pid = try Self.spawn(["--config", file], log: "\(directory)/log")
    try waitUntilServing()
  }

  private static func spawn(_ arguments: [String], log: String) throws -> pid_t {
    let program =
      CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false)
      .dropLast().joined(separator: "/") + "/amparod"
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    var pid = pid_t()
    guard posix_spawn(&pid, program, &actions, nil, &words, environ) == 0 else {
      throw LabError("\(program) cannot be started; build it first, for release")
    }
    return pid
  }

  /// How long a start may take before it counts as failed.
  private static let startSeconds: Int64 = 30

  private func waitUntilServing() throws {
    let end = Clock.monotonicNanoseconds() + Self.startSeconds * 1_000_000_000
    while Clock.monotonicNanoseconds() < end {
      do {
        _ = try BenchClient(socket)
        return
      } catch {
        usleep(10_000)
      }
    }
    throw LabError("the daemon did not start; see \(directory)/log")
  }

  func stop() {
    kill(pid, SIGTERM)
    waitpid(pid, nil, 0)
  }

  /// Resident memory in kilobytes.
  var residentKilobytes: Int {
    field("VmRSS:")
  }

  private func field(_ name: String) -> Int {
    do {
      let bytes = try Files.read("/proc/\(pid)/status", max: 65_536)
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      let line = lines.first { $0.hasPrefix(name) }
      return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    } catch {
      return 0
    }
  }
}

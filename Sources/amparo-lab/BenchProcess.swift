import AmparoHost
import Glibc

/// A program of this build, started for a measurement.
final class BenchProcess {
  private let log: String
  private var pid = pid_t()

  /// Starts the program of that name that lies beside this one. What it says goes to `log`.
  init(_ name: String, _ arguments: [String], log: String) throws {
    self.log = log
    let own = CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false)
    let program = (own.dropLast() + [Substring(name)]).joined(separator: "/")
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    guard posix_spawn(&pid, program, &actions, nil, &words, environ) == 0 else {
      throw LabError("\(program) cannot be started; build it first, for release")
    }
  }

  /// How long a start may take before it counts as failed.
  private static let startSeconds: Int64 = 300

  /// The socket may be there before what is stored has been read; so an answer is waited for.
  func waitUntilServing(at socket: String) throws {
    let end = Clock.monotonicNanoseconds() + Self.startSeconds * 1_000_000_000
    while Clock.monotonicNanoseconds() < end {
      do {
        let client = try LineClient(path: socket)
        try client.send(Array(#"{"op":"version"}"#.utf8))
        let left = (end - Clock.monotonicNanoseconds()) / 1_000_000
        if case .line = try client.receive(timeoutMilliseconds: max(0, left)) { return }
      } catch {
        usleep(10_000)
      }
    }
    throw LabError("the program did not start; see \(log)")
  }

  func stop() {
    kill(pid, SIGTERM)
    waitpid(pid, nil, 0)
  }

  /// A figure in kilobytes of proc_pid_status(5), 0 where there is none.
  func status(_ name: String) -> Int { number(name, in: "status") }

  /// How often its threads have waited for something, and been woken up.
  var wakeUps: Int {
    do {
      return try Files.names(in: "/proc/\(pid)/task")
        .reduce(0) { $0 + number("voluntary_ctxt_switches:", in: "task/\($1)/status") }
    } catch {
      return 0
    }
  }

  private func number(_ name: String, in file: String) -> Int {
    do {
      let bytes = try Files.read("/proc/\(pid)/\(file)", max: 65_536)
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      let line = lines.first { $0.hasPrefix(name) }
      return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    } catch {
      return 0
    }
  }
}

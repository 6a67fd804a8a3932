import AmparoTesting
import Glibc

/// A process that runs its share of the seeds ahead of whoever reads what it says of them.
struct SimJob {
  private let options: SimOptions
  /// The seed it tells of next, and the one at which the run ends.
  private var next: UInt64
  private let end: UInt64
  private var process: PipedProcess?
  /// What was read and not taken yet.
  private var unread: ArraySlice<UInt8> = []

  init(_ options: SimOptions, next: UInt64, end: UInt64) {
    self.options = options
    self.next = next
    self.end = end
  }

  /// Begins it, where it is not under way.
  mutating func begin() throws {
    guard process == nil else { return }
    process = try PipedProcess(
      "/proc/self/exe", options.job(from: next, seeds: end - next), log: nil)
  }

  /// Prints what the next of its seeds has to say, and returns its figures. A seed that ends the
  /// process has failed; those after it are run by another.
  mutating func takeSeed() throws -> SimFigures {
    try begin()
    let seed = next
    next += options.jobs
    while let line = readLine() {
      if let figures = SimFigures(line: line) { return figures }
      print(line)
    }
    let status = process?.wait() ?? 0
    process = nil
    print("seed \(seed) FAILS: it ended the process (exit status \(status))")
    print("see it again: amparo-lab sim --seed \(seed)\(options.toSeeAgain) --trace")
    return SimFigures()
  }

  private mutating func readLine() -> String? {
    guard let process else { return nil }
    while true {
      if let end = unread.firstIndex(of: 0x0A) {
        defer { unread = unread[(end + 1)...] }
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      var bytes = [UInt8](repeating: 0, count: 65_536)
      let count = read(process.output.raw, &bytes, bytes.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return nil }
      unread = unread + bytes.prefix(count)
    }
  }

  /// Ends it, whether or not it has told of all its seeds.
  mutating func stop() {
    guard let process else { return }
    kill(process.pid, SIGKILL)
    _ = process.wait()
    self.process = nil
  }
}

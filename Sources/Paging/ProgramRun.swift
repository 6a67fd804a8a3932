import AmparoCore
import AmparoHost
import Glibc

/// One run of a program, bounded in time, with what it said.
struct ProgramRun {
  struct Outcome: Equatable {
    var isSuccess: Bool
    var detail: String
  }

  private let options: ExecOptions
  private let input: [UInt8]
  private let family = ProgramFamily()

  /// Of what the program writes this much is looked at; the rest is read and dropped.
  private static let outputBytesMax = 4096
  private static let detailCharactersMax = 200

  init(_ options: ExecOptions, input: [UInt8]) {
    self.options = options
    self.input = input
  }

  func run() -> Outcome {
    do {
      let standardInput = try Descriptor.pipe()
      let standardOutput = try Descriptor.pipe()
      let pid = try spawn(standardInput, standardOutput)
      standardInput.reading.close()
      standardOutput.writing.close()
      return follow(pid, standardInput.writing, standardOutput.reading)
    } catch {
      return Outcome(isSuccess: false, detail: "cannot be started: \(error)")
    }
  }

  private typealias Pipe = (reading: Descriptor, writing: Descriptor)

  private func spawn(_ input: Pipe, _ output: Pipe) throws(SystemError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input.reading.raw, 0)
    posix_spawn_file_actions_adddup2(&actions, output.writing.raw, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The daemon blocks its own signals; the program must be stoppable.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // It ignores these, and a program would inherit that: one that writes to whoever has gone would
    // not end.
    var ignored = sigset_t()
    sigemptyset(&ignored)
    for number in [SIGPIPE, SIGXFSZ] { sigaddset(&ignored, number) }
    posix_spawnattr_setsigdefault(&attributes, &ignored)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var words = Self.copies(options.command)
    var environment = Self.copies(family.environment)
    defer { for word in words + environment { free(word) } }
    var pid = pid_t()
    let failure = posix_spawn(
      &pid, options.command[0], &actions, &attributes, &words, &environment)
    if failure != 0 { throw SystemError("posix_spawn", code: failure) }
    return pid
  }

  /// The texts as C has them, ended by a null pointer; the caller frees them.
  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    var copies: [UnsafeMutablePointer<CChar>?] = []
    for text in texts { copies.append(strdup(text)) }
    return copies + [nil]
  }

  /// Feeds and reads the program until it has ended or its time is up.
  private func follow(_ pid: pid_t, _ stdin: Descriptor, _ stdout: Descriptor) -> Outcome {
    let end = Clock.monotonicNanoseconds() + options.timeout.milliseconds * 1_000_000
    // Larger than a pipe's buffer it never is, so this cannot wait.
    _ = input.withUnsafeBytes { write(stdin.raw, $0.baseAddress, $0.count) }
    stdin.close()
    var said: [UInt8] = []
    var status: Int32 = 0
    var hasOutput = true
    while waitpid(pid, &status, WNOHANG) == 0 {
      let left = (end - Clock.monotonicNanoseconds()) / 1_000_000
      guard left > 0 else {
        family.end(group: pid)
        waitpid(pid, &status, 0)
        return Outcome(isSuccess: false, detail: "killed after \(options.timeout)")
      }
      hasOutput = take(from: stdout, &said, wait: hasOutput, milliseconds: Int32(min(left, 20)))
    }
    // What it left running must not go on by itself.
    family.end(group: pid)
    _ = take(from: stdout, &said, wait: true, milliseconds: 0)
    return outcome(status, said)
  }

  /// Reads what is there; false once the program has closed its output.
  private func take(
    from output: Descriptor, _ said: inout [UInt8], wait: Bool, milliseconds: Int32
  ) -> Bool {
    guard wait else {
      poll(nil, 0, milliseconds)
      return false
    }
    var ready = pollfd(fd: output.raw, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, milliseconds) > 0 else { return true }
    var chunk = [UInt8](repeating: 0, count: Self.outputBytesMax)
    let count = read(output.raw, &chunk, chunk.count)
    guard count > 0 else { return false }
    said.append(contentsOf: chunk.prefix(min(count, Self.outputBytesMax - said.count)))
    return true
  }

  private func outcome(_ status: Int32, _ said: [UInt8]) -> Outcome {
    let line = said.prefix { $0 != UInt8(ascii: "\n") }.filter { $0 >= 0x20 && $0 != 0x7F }
    let text = String(String(decoding: line, as: UTF8.self).prefix(Self.detailCharactersMax))
    let signal = status & 0x7F
    guard signal == 0 else {
      return Outcome(isSuccess: false, detail: "killed by signal \(signal)")
    }
    let code = (status >> 8) & 0xFF
    if code == 0 { return Outcome(isSuccess: true, detail: text) }
    return Outcome(
      isSuccess: false, detail: "exit status \(code)" + (text.isEmpty ? "" : ": \(text)"))
  }
}

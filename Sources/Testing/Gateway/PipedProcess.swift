import AmparoHost
import Glibc

/// A program whose standard input and output are pipes and whose standard error is a log, begun as
/// Asterisk begins an AGI program.
package final class PipedProcess {
  package let pid: pid_t
  /// What is written here the program reads.
  package let input: Descriptor
  /// What the program writes.
  package let output: Descriptor
  private var status: Int32?

  /// Starts the program; what it logs is appended to `log`, or goes where this program's own goes.
  package init(_ program: String, _ arguments: [String], log: String?) throws(SystemError) {
    let (theirInput, input) = try Descriptor.pipe()
    let (output, theirOutput) = try Descriptor.pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, theirInput.raw, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, theirOutput.raw, STDOUT_FILENO)
    if let log {
      posix_spawn_file_actions_addopen(
        &actions, STDERR_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // Whoever writes to a program that has ended must not end with it; the program itself begins
    // without that.
    signal(SIGPIPE, SIG_IGN)
    var broken = sigset_t()
    sigemptyset(&broken)
    sigaddset(&broken, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &broken)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid = pid_t()
    let failure = posix_spawn(&pid, program, &actions, &attributes, &words, environ)
    if failure != 0 { throw SystemError("posix_spawn", code: failure) }
    self.pid = pid
    self.input = input
    self.output = output
  }

  /// Waits for its end: the exit status, or 128 and the signal that ended it.
  package func wait() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    while waitpid(pid, &raw, 0) < 0 && errno == EINTR {}
    let signal = raw & 0x7F
    let found = signal == 0 ? (raw >> 8) & 0xFF : 128 + signal
    status = found
    return found
  }
}

import AmparoHost
import AmparoTelephony
import Glibc

/// This program started once more, to deliver the spool after the call's own program has ended.
enum DeliveryProgram {
  /// How long it tries, in seconds: a daemon that is away longer needs a person, and the timer of
  /// the service manager delivers then.
  private static let seconds = 600

  /// Of spawn.h, which declares it for GNU programs only: a session of its own, so that what ends
  /// Asterisk's programs does not end it.
  private static let setsid: Int16 = 0x80

  static func start(_ options: AGIOptions) {
    let words = [
      "amparo-agi", "deliver", "--socket", options.socket, "--spool", options.spool,
      "--keep-trying", "\(seconds)",
    ]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, setsid)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Whoever reads a pipe waits until nobody holds its other end.
    var ends = [(STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_WRONLY)]
    if isPipe(STDERR_FILENO) { ends.append((STDERR_FILENO, O_WRONLY)) }
    for (raw, flags) in ends {
      posix_spawn_file_actions_addopen(&actions, raw, "/dev/null", flags, 0)
    }
    leaveBehind()
    var pid = pid_t()
    let failure = posix_spawn(
      &pid, "/proc/self/exe", &actions, &attributes, &arguments, environ)
    if failure != 0 {
      let error = SystemError("posix_spawn", code: failure)
      SystemLog.line(.error, "the spool waits for the timer, no program delivers it: \(error)")
    }
  }

  /// What else came down with the call's program is not the other's.
  private static func leaveBehind() {
    do throws(FileError) {
      for raw in try Files.names(in: "/proc/self/fd").compactMap({ Int32($0) })
      where raw > STDERR_FILENO {
        _ = fcntl(raw, F_SETFD, FD_CLOEXEC)
      }
    } catch {
      SystemLog.line(.warning, "what is open stays open while the spool is delivered: \(error)")
    }
  }

  private static func isPipe(_ raw: Int32) -> Bool {
    var status = stat()
    return fstat(raw, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }
}

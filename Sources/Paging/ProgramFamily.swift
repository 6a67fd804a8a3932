import AmparoHost
import Glibc

/// All that one run of a program has started. Most of it is in the program's process group; what
/// has left that for a session of its own is known by a mark in its environment, which children
/// inherit.
struct ProgramFamily {
  private let mark = "AMPARO_RUN=\(String(Entropy.next(), radix: 36))"

  /// How often the processes are gone through: one that starts others all the while may have
  /// started one behind the look.
  private static let looksMax = 10

  /// Bytes of an environment that are read: a program's own begins as some hundred.
  private static let environmentBytesMax = 65_536

  /// The environment the program is started with.
  var environment: [String] { [mark, "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"] }

  /// Kills the group and whatever else is of the family.
  func end(group: pid_t) {
    kill(-group, SIGKILL)
    for _ in 0..<Self.looksMax {
      let members = members()
      if members.isEmpty { return }
      for member in members { kill(member, SIGKILL) }
    }
    SystemLog.line(.error, "a channel's program starts others faster than they can be ended")
  }

  private func members() -> [pid_t] {
    do throws(FileError) {
      return try Files.names(in: "/proc").compactMap { pid_t($0) }.filter(isMember)
    } catch {
      SystemLog.line(.error, "what a channel's program has left running is not known: \(error)")
      return []
    }
  }

  private func isMember(_ pid: pid_t) -> Bool {
    do throws(FileError) {
      let environment = try Files.read("/proc/\(pid)/environ", max: Self.environmentBytesMax)
      return environment.split(separator: 0).contains { $0.elementsEqual(mark.utf8) }
    } catch {
      // Gone meanwhile, or somebody else's.
      return false
    }
  }
}

import CLinux
import Glibc

/// Lines for the system journal, by standard error: one write a line, marked with its level as
/// sd-daemon(3) has it. Ids only; never a name, a number or a word of a caller.
package enum SystemLog {
  package enum Priority: Int, Sendable {
    case critical = 2
    case error, warning, notice, info
  }

  /// The mark is only for the journal; at a terminal it would be noise.
  private static let isJournal = getenv("JOURNAL_STREAM") != nil

  package static func line(_ priority: Priority, _ text: String) {
    let plain = text.replacing("\n", with: " ")
    let line = (isJournal ? "<\(priority.rawValue)>" : "amparod: ") + plain + "\n"
    var bytes = Array(line.utf8)
    write(STDERR_FILENO, &bytes, bytes.count)
  }
}

extension String {
  fileprivate func replacing(_ character: Character, with other: Character) -> String {
    String(map { $0 == character ? other : $0 })
  }
}

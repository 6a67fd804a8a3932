import CLinux
import Glibc

/// Entries for the system journal: with their fields by its own socket where standard error is the
/// journal's, else as lines on standard error. Ids only; never a name, a number or a word of a
/// caller.
package enum SystemLog {
  /// Levels of syslog(3).
  package enum Priority: Int, Sendable {
    case critical = 2
    case error, warning, notice, info
  }

  /// The mark is only for the journal; at a terminal it would be noise.
  private static let isJournal = JournalSocket.isStream(
    STDERR_FILENO, named: Environment.value("JOURNAL_STREAM"))

  private static let journal = isJournal ? JournalSocket() : nil

  private static let output = LogOutput(STDERR_FILENO)

  /// What a line begins with outside the journal, which knows the program by itself.
  private static let program =
    CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "amparo"

  /// Writes one line, from any thread, without waiting: a journal that hangs must not hold up an
  /// alert. Lines that found no room are counted, and the next one that goes out says how many.
  ///
  /// `id` is the kind of message, 32 figures of hexadecimal, of which the catalogue says what to
  /// do; `fields` are by the journal's names (systemd.journal-fields(7)). A line on standard error
  /// has neither.
  package static func line(
    _ priority: Priority, _ text: String, id: String? = nil, fields: [String: String] = [:]
  ) {
    if let journal, journal.send(priority, text, id: id, fields: fields, program: program) {
      return
    }
    output.write { lost in
      let note = lost > 0 ? "(\(lost) lines before this one were lost) " : ""
      return bytes(priority, note + text, isJournal: isJournal, program: program)
    }
  }

  /// Bytes of one line, mark and end included: PIPE_BUF of pipe(7), up to which a write is never
  /// mixed with another's, nor waits where poll(2) found room.
  static let lineBytesMax = 4096

  /// The line as it is written: control characters are blanks, so that no text can begin a line of
  /// its own, and what is too long is cut.
  static func bytes(
    _ priority: Priority, _ text: String, isJournal: Bool, program: String
  ) -> [UInt8] {
    let mark = isJournal ? "<\(priority.rawValue)>" : "\(program): "
    let line = (mark + text).utf8.prefix(lineBytesMax - 1)
    return line.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 } + [UInt8(ascii: "\n")]
  }
}

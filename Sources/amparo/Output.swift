import AmparoHost
import Glibc

/// Writing to the terminal. Whatever came from outside is made harmless first: a caller's note must
/// not steer an officer's screen.
enum Output {
  static func line(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }
  static func problem(_ text: String) { write(text + "\n", to: STDERR_FILENO) }
  static func part(_ text: String) { write(text, to: STDOUT_FILENO) }

  static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Standard output, for poll(2) to tell whether its other end is gone: a terminal that was
  /// closed, a program that read it and has ended.
  static let screen = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)

  /// Whether poll(2) has found that.
  static func isGone(_ polled: pollfd) -> Bool {
    polled.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0
  }

  static var isGone: Bool {
    var polled = screen
    return poll(&polled, 1, 0) > 0 && isGone(polled)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// The text without control characters and without the marks that turn writing around.
  static func harmless(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.value {
          case 0x00..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069:
            " "
          default: scalar
          }
        }))
  }
}

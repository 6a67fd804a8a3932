import AmparoHost
import AmparoTelephony
import Glibc

/// smstools' event handler: tells the daemon what became of its messages, and what came in.
@main
struct AmparoSMS {
  static func main() {
    CoreFile.forbid()
    // A daemon that goes away meanwhile is an error to keep the event on, not an end.
    signal(SIGPIPE, SIG_IGN)
    switch Options.read(Array(CommandLine.arguments.dropFirst())) {
    case .help:
      print(Options.usage)
    case .wrong(let fault):
      log(.error, "\(fault)\n\(Options.usage)")
      exit(2)
    case .deliver(let options):
      exit(options.handler(log).deliver() ? 0 : 1)
    case .event(let event, let file, let messageID, let options):
      exit(options.handler(log).handle(event, file: file, messageID: messageID) ? 0 : 1)
    }
  }

  /// To standard error, which smstools writes into its own log.
  private static func log(_ priority: SystemLog.Priority, _ text: String) {
    guard priority != .info else { return }
    let line = Array("amparo-sms: \(text)\n".utf8)
    _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

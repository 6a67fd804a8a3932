import AmparoHost
import AmparoTelephony
import Glibc

/// The program Asterisk starts for a call (AGI), and the one that delivers what was spooled.
@main
struct AmparoAGI {
  /// Of sysexits.h, for `deliver`: something is left, try again later.
  private static let temporaryFailure: Int32 = 75

  static func main() {
    let options = AGIOptions(Array(CommandLine.arguments.dropFirst()))
    do throws(SystemError) {
      // Before anything else, so that a hang-up never ends the program half-way.
      let signals = try Signals()
      if options.subcommand == .deliver { exit(deliver(options, signals)) }
      converse(options, signals)
    } catch {
      SystemLog.line(.critical, "signals cannot be blocked: \(error)")
    }
    // A status of its own would only make Asterisk's AGISTATUS say FAILURE.
    exit(0)
  }

  private static func converse(_ options: AGIOptions, _ signals: Signals) {
    let conversation = AGIConversation(
      input: Descriptor(STDIN_FILENO), output: Descriptor(STDOUT_FILENO), signals: signals)
    AGIRun(options, conversation) { DeliveryProgram.start(options) }.run()
  }

  private static func deliver(_ options: AGIOptions, _ signals: Signals) -> Int32 {
    for fault in options.faults { SystemLog.line(.error, "deliver: \(fault)") }
    let delivery = SpoolDelivery(
      RequestSpool(options.spool), by: DaemonLink(socket: options.socket), signals: signals)
    do throws(FileError) {
      return try delivery.run(seconds: options.keepTrying) ? 0 : temporaryFailure
    } catch {
      SystemLog.line(.error, "deliver: \(error)")
      return temporaryFailure
    }
  }
}

import AmparoHost
import AmparoTelephony
import Glibc

/// The program Asterisk starts for a call (AGI), and the one that delivers what was spooled.
@main
struct AmparoAGI {
  /// Of sysexits.h, for `deliver`: something is left, try again later.
  private static let temporaryFailure: Int32 = 75

  static let usage = """
    usage: amparo-agi SUBCOMMAND [OPTION VALUE]...

    Asterisk runs it: AGI(amparo-agi,SUBCOMMAND,...). What happened is in AMPARO_STATUS, set last.
      urgent    the call comes in: raises the alert, says whom to ring    [--silent] [--drill]
      next      after Dial: reports it, waits for the next step           [--wait SECONDS]
      hangup    the call has ended, in the h extension
      page      an officer has picked up: 1 accepts, 2 declines           [--sounds PREFIX]
      outcome   an officer's telephone was not answered
      watch     beside ringing telephones: waits until the step is over   [--wait SECONDS]
    A person or a timer runs it:
      deliver   hands over the calls that came while the daemon was away  [--keep-trying SECONDS]
                ends with 0 when none is left, with 75 when some are

      --socket PATH     the daemon's socket          /run/amparo/amparo.sock
      --spool PATH      where calls are kept         /var/spool/amparo
      --fallback FILE   holds the desk's number      /etc/amparo/fallback
      --leg TEMPLATE    how Dial reaches leg {leg}   Local/{leg}@amparo-leg/n
    """

  static func main() {
    CoreFile.forbid()
    if CommandLine.arguments.dropFirst().first == "--help" {
      print(usage)
      exit(0)
    }
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

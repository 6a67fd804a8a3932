import AmparoHost
import AmparoTelephony

/// What the program is to do, from its arguments.
struct Options {
  enum Command {
    case help
    case wrong(String)
    case deliver(Options)
    case event(MessageEvent, file: String, messageID: String?, Options)
  }

  var socket = Environment.value("AMPARO_SOCKET") ?? "/run/amparo/amparo.sock"
  var spool = "/var/spool/amparo-sms"

  static let usage = """
    usage: amparo-sms [--socket PATH] [--spool DIRECTORY] EVENT FILE [MESSAGE_ID]
           amparo-sms [--socket PATH] [--spool DIRECTORY] [deliver]

      EVENT       SENT, FAILED, RECEIVED, REPORT or CALL, as smstools' "eventhandler" has it
      deliver     tell the daemon what it could not be told before; also without a
                  word, since smstools' "regular_run" takes no arguments
      --socket    the daemon's socket; else $AMPARO_SOCKET, else /run/amparo/amparo.sock
      --spool     where events are kept until the daemon has them; /var/spool/amparo-sms
    """

  static func read(_ arguments: [String]) -> Command {
    var options = Options()
    var words: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--help", "-h": return .help
      case "--socket", "--spool":
        guard let value = rest.popFirst(), !value.isEmpty else {
          return .wrong("\(argument) wants a path after it")
        }
        if argument == "--socket" { options.socket = value } else { options.spool = value }
      default:
        if argument.hasPrefix("--") { return .wrong("there is no option \(argument)") }
        words.append(argument)
      }
    }
    if words.isEmpty || words == ["deliver"] { return .deliver(options) }
    guard let event = words.first.flatMap(MessageEvent.init), (2...3).contains(words.count) else {
      return .wrong("an event and its file are wanted, or deliver")
    }
    return .event(event, file: words[1], messageID: words.count > 2 ? words[2] : nil, options)
  }

  func handler(_ log: @escaping MessageHandler.Log) -> MessageHandler {
    MessageHandler(socket: socket, directory: spool, log: log)
  }
}

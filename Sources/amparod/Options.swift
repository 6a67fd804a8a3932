/// What the daemon was started with.
struct Options {
  enum Command {
    case serve(Options)
    case check(Options)
    case help
    case version
  }

  var configuration: String
  var socket: String?
  var database: String?

  static let usage = """
    usage: amparod --config FILE [--socket PATH] [--database PATH] [--check]

      --config FILE     the configuration (see Config/amparo.json5 for a commented one)
      --socket PATH     listen there instead of where the configuration says
      --database PATH   keep the ledger there instead of where the configuration says
      --check           say what is wrong with the configuration, and where, and exit
      --version, --help
    """

  static func read(_ arguments: [String]) throws -> Command {
    var values: [String: String] = [:]
    var isCheck = false
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--help", "-h": return .help
      case "--version": return .version
      case "--check": isCheck = true
      case "--config", "--socket", "--database":
        guard let value = rest.popFirst(), !value.isEmpty else {
          throw UsageError("\(argument) wants a path after it")
        }
        values[argument] = value
      default: throw UsageError("there is no option \(argument)\n\(usage)")
      }
    }
    guard let file = values["--config"] else {
      throw UsageError("--config is missing; it names the configuration\n\(usage)")
    }
    let options = Options(
      configuration: file, socket: values["--socket"], database: values["--database"])
    return isCheck ? .check(options) : .serve(options)
  }
}

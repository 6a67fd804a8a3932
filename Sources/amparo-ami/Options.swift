/// What the program was started with.
enum Options {
  case serve(String)
  case check(String)
  case help
  case faulty(String)

  private static let configuration = "/etc/amparo/amparo-ami.json5"

  static let usage = """
    usage: amparo-ami [--config FILE] [--check]

      --config FILE   the configuration (see Config/amparo-ami.json5 for a commented one);
                      \(configuration) if it is not given
      --check         say what is wrong with it and with the secret's file, and exit
      --help
    """

  init(_ arguments: [String]) {
    var path = Self.configuration
    var isCheck = false
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--help", "-h":
        self = .help
        return
      case "--check": isCheck = true
      case "--config":
        guard let value = rest.popFirst(), !value.isEmpty else {
          self = .faulty("--config wants a path after it")
          return
        }
        path = value
      default:
        self = .faulty("there is no option \(argument)\n\(Self.usage)")
        return
      }
    }
    self = isCheck ? .check(path) : .serve(path)
  }
}

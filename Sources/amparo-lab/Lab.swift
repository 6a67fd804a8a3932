import AmparoHost
import Glibc

/// The laboratory: measures what ships. Never installed.
@main
struct Lab {
  static let usage = """
    usage: amparo-lab bench [--quick] [--json FILE]

      bench     measure the daemon beside it against a raw SQLite commit of the same rows
                on the same disk, and print each figure as a ratio
      --quick   a tenth of the requests: for a first look
      --json    write the figures to a file as well
    """

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.first == "bench" else {
      print(usage)
      exit(arguments.first == "--help" ? 0 : 2)
    }
    do {
      try Bench(arguments.dropFirst()).run()
    } catch {
      SystemLog.line(.error, "\(error)")
      exit(1)
    }
  }
}

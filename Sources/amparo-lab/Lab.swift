import AmparoHost
import Glibc

/// The laboratory: measures what ships, and plays what it meets. Never installed.
@main
struct Lab {
  static let usage = """
    usage: amparo-lab bench [--quick] [--json FILE]
           amparo-lab gateway --agi PROGRAM [--caller NUMBER] [--officer NUMBER=DOES]...
                              [OPTION VALUE]...

      bench     measure the daemon beside it against a raw SQLite commit of the same rows
                on the same disk, and print each figure as a ratio
      --quick   a tenth of the requests: for a first look
      --json    write the figures to a file as well
      gateway   take one call as Asterisk does, by the AGI program, with officers who do as told:
                accepts, declines, mailbox, hangs-up, busy, rings; other options are the program's
    """

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch arguments.first {
      case "bench": try Bench(arguments.dropFirst()).run()
      case "gateway": try GatewayCall(arguments.dropFirst()).run()
      case let word:
        print(usage)
        exit(word == "--help" ? 0 : 2)
      }
    } catch {
      SystemLog.line(.error, "\(error)")
      exit(1)
    }
  }
}

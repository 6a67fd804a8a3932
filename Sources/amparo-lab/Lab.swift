import AmparoHost
import Glibc

/// The laboratory: measures what ships. Never installed.
@main
struct Lab {
  static let usage = """
    usage: amparo-lab bench [--quick] [--json FILE]
           amparo-lab sim [--seed N] [--seeds COUNT] [--trace] [--stop] [--sqlite]
                         [--plant FAULT]

      bench     measure the daemon beside it against a raw SQLite commit of the same rows
                on the same disk, and print each figure as a ratio
      --quick   a tenth of the requests: for a first look
      --json    write the figures to a file as well

      sim       run simulated stations, with faults at every joint and all choices drawn from the
                seed, and say what does not hold; without --seed from a seed of its own
      --seeds   so many, one after the other
      --trace   print all that happens
      --stop    end with the first seed that fails
      --sqlite  keep the journal in SQLite, in TMPDIR, instead of in a simulated disk
      --plant   break something on purpose, to see it found
    """

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch arguments.first {
      case "bench": try Bench(arguments.dropFirst()).run()
      case "sim": exit(try Sim(arguments.dropFirst()).run() ? 0 : 1)
      default:
        print(usage)
        exit(arguments.first == "--help" ? 0 : 2)
      }
    } catch {
      SystemLog.line(.error, "\(error)")
      exit(1)
    }
  }
}

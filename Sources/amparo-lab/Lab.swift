import AmparoHost
import Glibc

/// The laboratory: measures what ships, and plays what it meets. Never installed.
@main
struct Lab {
  static let usage = """
    usage: amparo-lab bench|scale [--quick] [--json FILE]
           amparo-lab ledger [--open N] [--closed N] [--events N] [--overdue] DATABASE
           amparo-lab gateway --agi PROGRAM [--caller NUMBER] [--officer NUMBER=DOES]...
                              [OPTION VALUE]...
           amparo-lab sim [--seed N] [--seeds COUNT] [--jobs N] [--trace] [--stop]
                         [--sqlite] [--plant FAULT]

      bench     measure the daemon beside it against a raw SQLite commit of the same rows
                on the same disk, and print each figure with what it is to reach; a ledger of
                ten million events is made for it (some minutes, 6 GB of disk in TMPDIR)
      scale     measure it with 10,000 officers and 1,000,000 cases against a town's directory
                (some minutes, 2 GB of disk and 8 GB of memory)
      --quick   a tenth of the requests, a fiftieth of the cases and events: for a first look
      --json    write the figures to a file as well
      ledger    make a database with so many alerts of the last five years, as the daemon would
                have written it; --events in all, --overdue with all deadlines of the open ones past
      gateway   take one call as Asterisk does, by the AGI program, with officers who do as told:
                accepts, declines, mailbox, hangs-up, busy, rings; other options are the program's

      sim       run simulated stations, with faults at every joint and all choices drawn from the
                seed, and say what does not hold; without --seed from a seed of its own
      --seeds   so many, from that one on
      --jobs    shared by so many processes; without it, one for each core
      --trace   print all that happens
      --stop    end with the first seed that fails
      --sqlite  keep the journal in SQLite, in TMPDIR, instead of in a simulated disk
      --plant   break something on purpose, to see it found
    """

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      let options = arguments.dropFirst()
      switch arguments.first {
      case "bench": try Bench(LabOptions(options)).run()
      case "ledger": try LedgerCommand(options).run()
      case "scale": try Scale(LabOptions(options)).run()
      case "raw-server": try RawServer(options).run()
      case "gateway": try GatewayCall(options).run()
      case "sim": exit(try Sim(options).run() ? 0 : 1)
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

import AmparoDesk
import AmparoHost
import Glibc

/// The daemon's program: reads its options, builds the parts, and runs the line.
@main
struct Amparod {
  static func main() {
    CoreFile.forbid()
    do {
      switch try Options.read(Array(CommandLine.arguments.dropFirst())) {
      case .help:
        print(Options.usage)
      case .version:
        print("amparod \(Version.text)")
      case .check(let options):
        exit(Check.run(options))
      case .serve(let options):
        exit(try Station(options).run())
      }
    } catch let error as UsageError {
      SystemLog.line(.error, "\(error)", id: LogMessage.notStarted.rawValue)
      exit(2)
    } catch {
      SystemLog.line(.critical, "\(error)", id: LogMessage.notStarted.rawValue)
      exit(1)
    }
  }
}

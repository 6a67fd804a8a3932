import AmparoHost
import Glibc

/// The officers' and the control room's command line.
@main
struct Amparo {
  static func main() {
    CoreFile.forbid()
    exit(CommandLineRun(Array(CommandLine.arguments.dropFirst())).run())
  }
}

import AmparoConfig
import AmparoHost
import AmparoTelephony
import Glibc

/// The daemon's worker for Asterisk's manager interface: reads its options, and serves.
@main
struct AmparoAMI {
  static func main() {
    CoreFile.forbid()
    switch Options(Array(CommandLine.arguments.dropFirst())) {
    case .help: print(Options.usage)
    case .faulty(let why):
      SystemLog.line(.error, why)
      exit(2)
    case .check(let path): exit(check(path))
    case .serve(let path): serve(path)
    }
  }

  /// Says what is wrong with the configuration, each fault on its own line.
  private static func check(_ path: String) -> Int32 {
    let loaded = ManagerConfigurationLoader.load(path)
    for fault in loaded.faults { print(fault) }
    guard let configuration = loaded.value else { return 1 }
    do throws(FileError) {
      _ = try ManagerSecret.read(configuration.secretFile)
    } catch {
      print(error)
      return 1
    }
    print("\(path): in order")
    return 0
  }

  private static func serve(_ path: String) {
    let loaded = ManagerConfigurationLoader.load(path)
    for fault in loaded.faults { SystemLog.line(.error, "\(fault)") }
    guard let configuration = loaded.value else { exit(1) }
    do {
      // Told now, and not only to the journal of a service that seems to run.
      _ = try ManagerSecret.read(configuration.secretFile)
      let worker = try ManagerWorker(
        WorkerSettings(configuration), signals: Signals(), service: ServiceManager())
      try worker.run()
    } catch {
      SystemLog.line(.critical, "\(error)")
      exit(1)
    }
  }
}

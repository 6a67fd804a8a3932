import AmparoConfig
import AmparoStore

/// `--check`: says what is wrong with the configuration, each fault on its own line, and whether
/// this version would refuse the database that it names.
enum Check {
  static func run(_ options: Options) -> Int32 {
    let loaded = ConfigurationLoader.load(options.configuration)
    for fault in loaded.faults { print(fault) }
    for warning in loaded.warnings { print("warning: \(warning)") }
    guard let configuration = loaded.configuration else { return 1 }
    let database = options.database ?? configuration.database
    if let warning = Station.networkWarning(database) { print("warning: \(warning)") }
    do {
      try SQLiteJournal.inspect(path: database)
    } catch {
      print(error)
      return 1
    }
    print("\(options.configuration): in order")
    return 0
  }
}

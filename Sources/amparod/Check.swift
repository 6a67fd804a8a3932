import AmparoConfig

/// `--check`: says what is wrong with the configuration, each fault on its own line.
enum Check {
  static func run(_ options: Options) -> Int32 {
    let loaded = ConfigurationLoader.load(options.configuration)
    for fault in loaded.faults { print(fault) }
    for warning in loaded.warnings { print("warning: \(warning)") }
    guard loaded.configuration != nil else { return 1 }
    print("\(options.configuration): in order")
    return 0
  }
}

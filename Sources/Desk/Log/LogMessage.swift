/// What the daemon tells the system journal, each kind under an id of its own (MESSAGE_ID of
/// systemd.journal-fields(7)). `Deploy/amparo.catalog` says of each what to do. An id is never
/// given to another kind.
package enum LogMessage: String, Sendable, CaseIterable {
  /// The daemon serves.
  case started = "443dfc125bad42938b145cb420676e44"
  /// It ended as it was told to.
  case stopped = "f82bbd529d2342d6ae46db9db4e4b313"
  /// It could not start, or ended by a fault.
  case notStarted = "5eafe5dd8cb24916b7a52fb41877fdae"
  /// The configuration file is faulty, or in order again.
  case configuration = "4ab6d89564444c4aa34c8be0fceac07e"
  /// What is accepted cannot be stored, or can again.
  case storage = "e26591a93ebe43b78d0ce5606ab5465e"
  /// Rows of the ledger could not be read at the start.
  case ledger = "a899112bd1b1442a87dbdacd2fa11909"
  /// An alert was taken up by its table alone.
  case alertRestored = "697832a8716d45dba3df8540208e04b0"
  /// The room kept for a full disk is gone, or there again.
  case ballast = "78d853502ed647859a01415c7eecb132"
  /// The disk is full; the room kept for that was given up.
  case ballastGivenUp = "28621c30705045988669f5ab8277489f"
  /// The wall clock was stepped.
  case clock = "5b5e395991b14ad6b7024a173ed899d8"
  /// Somebody will be missing on the rota, or a case uncovered.
  case directory = "03fbc89690004e1cb1c0fec642d6fd19"
  /// Rows of the directory could not be understood.
  case directoryRows = "862ce2d798b84669b1d8ebb3dc930ae9"
  /// An alert reaches nobody, or somebody again.
  case reach = "1872005be2db48638ab28d236437b964"
  /// A channel fails, or works again.
  case channel = "48e94a6183894ccea0bc99b5cb188351"
  /// A worker of a channel has come or gone.
  case worker = "6c906ea378c34308860dd8bfb692ce18"
  /// Text messages were answered to nobody.
  case messages = "b072b0ae0aba40a4851fb2cac141a50f"
  /// One text message was answered to nobody.
  case messageIgnored = "9390fd0a3d174e45bbde0c147c7147d6"
  /// A number of an officer sent wrong codes.
  case guessing = "0a6f0d07a519454f9af353c8b3cde27c"
  /// No backup is made, or it failed, or it works again.
  case backup = "9191413824384d07815c3ab3e232bba4"
  /// How far the chain has come, to be compared with later.
  case chainHead = "528182fd3e9c4a52ab96035993ddf6a3"
  /// Peers cannot be accepted.
  case connections = "6a106f8502a544c6ab63f6faf804a4da"
  /// A terminal left too much unread.
  case terminalCutOff = "ba81a38d1e34458ba76e5d15e207ebe2"
  /// The line did not take what another thread had for it.
  case lineFull = "21c3eb88a04d40f7b4b33b10c6c95c50"
  /// The line could not be put before other programs.
  case precedence = "d1eb9d1f5d9e415ca56a3c8aaf6fe992"
  /// Another part of the service has changed its condition.
  case health = "96923e5cfb8d45bda351c7e47da4b90a"

  /// The kind for a change in the condition of that part of `health`.
  init(check: String) {
    switch check {
    case "storage": self = .storage
    case "configuration": self = .configuration
    case "ledger", "database": self = .ledger
    case "ballast": self = .ballast
    case "clock": self = .clock
    case "directory": self = .directory
    case "directory_rows": self = .directoryRows
    case "messages": self = .messages
    case "backup": self = .backup
    case "reach": self = .reach
    case let name where name.hasPrefix("channel:"): self = .channel
    default: self = .health
    }
  }
}

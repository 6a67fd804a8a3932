import AmparoCore

/// What Asterisk says of a call before the first command: its channel, the number that calls and
/// the one that was called. Read by ``AGIEnvironmentReader``, which holds it to its form.
package struct AGIEnvironment: Hashable, Sendable {
  /// The lines in the order in which Asterisk sends them to a program; those of the arguments
  /// follow. A caller can write into the lines from `agi_callerid` on, never into those before.
  static let keys = [
    "agi_request", "agi_channel", "agi_language", "agi_type", "agi_uniqueid", "agi_version",
    "agi_callerid", "agi_calleridname", "agi_callingpres", "agi_callingani2", "agi_callington",
    "agi_callingtns", "agi_dnid", "agi_rdnis", "agi_context", "agi_extension", "agi_priority",
    "agi_enhanced", "agi_accountcode", "agi_threadid",
  ]

  /// What stands before them where Asterisk speaks over a socket (FastAGI).
  static let networkKeys: Set = ["agi_network", "agi_network_script"]

  private var values: [String: String] = [:]
  /// What the dialplan passed, without the program's name.
  package private(set) var arguments: [String] = []

  package init() {}

  mutating func set(_ key: String, _ value: String) { values[key] = value }
  mutating func add(argument: String) { arguments.append(argument) }

  /// The call's own key, the same however often it is told; nil where none has come.
  package var uniqueID: String? { said("agi_uniqueid") }

  /// The number as the network gave it, or Asterisk's word for none.
  package var callerID: String { values["agi_callerid"] ?? "" }

  /// The number that was dialled, where Asterisk knows it.
  package var dialled: String? { said("agi_dnid") }

  /// What the network says about showing the number, whatever the number is; nil where that cannot
  /// be read. The two bits are AST_PRES_RESTRICTION of Asterisk's callerid.h.
  package var presentation: Presentation? {
    switch values["agi_callingpres"].flatMap({ Int($0) }).map({ $0 & 0x60 }) {
    case 0x00: .allowed
    case 0x20: .restricted
    case 0x40: .unavailable
    case _: nil
    }
  }

  private func said(_ key: String) -> String? {
    values[key].flatMap { $0.isEmpty || $0 == "unknown" ? nil : $0 }
  }
}

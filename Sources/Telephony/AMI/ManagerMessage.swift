/// One message of Asterisk's manager interface: its headers in order, up to the empty line.
package struct ManagerMessage: Hashable, Sendable {
  package struct Header: Hashable, Sendable {
    package var name: String
    package var value: String
  }

  package var headers: [Header]

  /// The first value of that header, however its name is spelled; a forged one can only come after
  /// it.
  package subscript(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

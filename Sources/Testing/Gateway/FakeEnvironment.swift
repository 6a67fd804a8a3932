/// The lines with which Asterisk 22 greets an AGI program, forged values and all.
package struct FakeEnvironment: Sendable {
  package var uniqueID: String
  package var callerID = "+34600111001"
  package var callerName = "unknown"
  package var presentation = "0"
  package var dialled = "urgent"
  package var arguments: [String] = []

  package init(uniqueID: String) { self.uniqueID = uniqueID }

  /// The lines and the empty one that ends them.
  package var bytes: [UInt8] {
    let fields = [
      ("request", "amparo-agi"), ("channel", "PJSIP/trunk-00000001"), ("language", "es"),
      ("type", "PJSIP"), ("uniqueid", uniqueID), ("version", "22.10.1"), ("callerid", callerID),
      ("calleridname", callerName), ("callingpres", presentation), ("callingani2", "0"),
      ("callington", "0"), ("callingtns", "0"), ("dnid", dialled), ("rdnis", "unknown"),
      ("context", "amparo"), ("extension", "urgent"), ("priority", "2"), ("enhanced", "0.0"),
      ("accountcode", ""), ("threadid", "139811049461440"),
    ]
    let passed = arguments.enumerated().map { ("arg_\($0.offset + 1)", $0.element) }
    let lines = (fields + passed).map { "agi_\($0.0): \($0.1)\n" }.joined()
    return Array((lines + "\n").utf8)
  }
}

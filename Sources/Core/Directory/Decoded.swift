/// What reading something a person wrote came to: the value, unless it has faults, and all that is
/// worth saying about it.
package struct Decoded<Value: Sendable>: Sendable {
  /// Nil exactly when there are faults.
  package var value: Value?
  /// What must be put right before it can be taken.
  package var faults: [Fault]
  /// What is taken as it is, but may not be meant so.
  package var warnings: [Fault]

  package init(value: Value?, faults: [Fault], warnings: [Fault]) {
    self.value = faults.isEmpty ? value : nil
    self.faults = faults
    self.warnings = warnings
  }
}

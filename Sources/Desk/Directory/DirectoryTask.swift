import AmparoCore

/// A document to be read beside the line, and what is to be done with it.
package struct DirectoryTask: Sendable {
  package enum Source: Sendable {
    /// A directory document.
    case document(JSONValue)
    /// Cases as comma-separated values.
    case table(String)
    case documentDescriptor
    case tableDescriptor
  }

  package var source: Source
  /// Taken into use where it has no fault; else only told what it would change.
  package var apply: Bool
  package var context: Context
  package var look: Look
  /// The ledger's name of the change.
  package var kind: String
  /// Wall time in milliseconds.
  package var now: Int64

  package var isFromDescriptor: Bool {
    switch source {
    case .document, .table: false
    case .documentDescriptor, .tableDescriptor: true
    }
  }
}

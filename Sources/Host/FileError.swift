/// Why a file could not be read or written, in words.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A sentence that names the file.
  package let description: String
  package init(_ description: String) { self.description = description }
}

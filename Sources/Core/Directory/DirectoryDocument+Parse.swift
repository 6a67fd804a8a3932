extension DirectoryDocument {
  /// The document's text as a value, or where it can't be read: a fault at `line 3, column 5`.
  ///
  /// Strict JSON, which every export is, is tried first: it takes half the time and the memory of
  /// JSON5, and a document of a million cases takes minutes and gigabytes otherwise.
  package static func parse(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
    do throws(JSONError) {
      return try JSONParser.parse(bytes)
    } catch {
      return try parseJSON5(bytes)
    }
  }

  private static func parseJSON5(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
    do throws(JSONError) {
      return try JSONParser.parseJSON5(bytes).value
    } catch {
      let encoding = CSVEncoding.firstFault(bytes) == nil ? nil : CSVEncoding.guess(bytes)
      let message =
        encoding.map { "not UTF-8; it looks like \($0). Save the file as UTF-8" } ?? error.message
      throw Fault(path: "line \(error.line), column \(error.column)", message: message)
    }
  }
}

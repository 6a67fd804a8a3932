import AmparoCore
import AmparoHost

/// Reads a configuration file: the whole of it checked, every fault told with its line.
package enum ConfigurationLoader {
  /// What a file came to.
  package struct Loaded: Sendable {
    /// Nil exactly when there are faults.
    package var configuration: Configuration?
    /// Each with `FILE:LINE` before its path.
    package var faults: [Fault]
    /// Likewise; the configuration is taken all the same.
    package var warnings: [Fault]
  }

  /// A configuration is some pages long; one of this many bytes is something else.
  package static let bytesMax = 4 << 20

  /// Reads the file; one that cannot be read is a fault, too.
  package static func load(_ path: String) -> Loaded {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(path, max: bytesMax)
    } catch {
      return Loaded(
        configuration: nil, faults: [Fault(path: "", message: error.description)], warnings: [])
    }
    var loaded = load(bytes, file: path)
    if Files.isWorldReadable(path) {
      loaded.warnings.append(
        Fault(path: path, message: "everybody on this machine can read it; chmod 640"))
    }
    return loaded
  }

  /// Reads the bytes of a configuration; `file` is how faults call it.
  package static func load(_ bytes: [UInt8], file: String) -> Loaded {
    let document: JSONDocument
    do {
      document = try JSONParser.parseJSON5(bytes)
    } catch {
      return Loaded(
        configuration: nil,
        faults: [Fault(path: "\(file):\(error.line)", message: error.message)], warnings: [])
    }
    var reader = DocumentReader(countryCode: DocumentReader.countryCode(of: document.value))
    let configuration = reader.configuration(document.value)
    let decoded = reader.decoded(configuration)
    func located(_ fault: Fault) -> Fault {
      guard !fault.path.isEmpty else { return Fault(path: file, message: fault.message) }
      return Fault(
        path: "\(file):\(document.line(of: fault.path)): \(fault.path)", message: fault.message)
    }
    return Loaded(
      configuration: decoded.value, faults: decoded.faults.map(located),
      warnings: decoded.warnings.map(located))
  }
}

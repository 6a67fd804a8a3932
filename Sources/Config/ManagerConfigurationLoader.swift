import AmparoCore
import AmparoHost

/// Reads the configuration of `amparo-ami`: all of it checked, every fault told with its line.
package enum ManagerConfigurationLoader {
  /// Some lines long; one of this many bytes is something else.
  private static let bytesMax = 65_536

  /// Reads the file; one that cannot be read is a fault, too.
  package static func load(_ path: String) -> Decoded<ManagerConfiguration> {
    do throws(FileError) {
      return load(try Files.read(path, max: bytesMax), file: path)
    } catch {
      return failure(Fault(path: "", message: error.description))
    }
  }

  /// Reads the bytes of a configuration; `file` is how faults call it.
  package static func load(_ bytes: [UInt8], file: String) -> Decoded<ManagerConfiguration> {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONParser.parseJSON5(bytes)
    } catch {
      return failure(Fault(path: "\(file):\(error.line)", message: error.message))
    }
    var reader = DocumentReader(countryCode: "")
    let configuration = reader.managerConfiguration(document.value)
    let decoded = reader.decoded(configuration)
    let faults = decoded.faults.map { fault in
      guard !fault.path.isEmpty else { return Fault(path: file, message: fault.message) }
      return Fault(
        path: "\(file):\(document.line(of: fault.path)): \(fault.path)", message: fault.message)
    }
    return Decoded(value: decoded.value, faults: faults, warnings: [])
  }

  private static func failure(_ fault: Fault) -> Decoded<ManagerConfiguration> {
    Decoded(value: nil, faults: [fault], warnings: [])
  }
}

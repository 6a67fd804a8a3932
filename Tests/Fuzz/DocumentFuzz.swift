import AmparoConfig
import AmparoCore

enum DocumentFuzz {
  /// A directory that was taken is the same once it is exported and taken again.
  static func runDirectory(_ bytes: [UInt8]) {
    guard let first = decode(bytes) else { return }
    let export = JSONWriter.encode(DirectoryDocument.encode(first))
    guard let second = decode(export) else {
      preconditionFailure("an export is refused: \(String(decoding: export, as: UTF8.self))")
    }
    precondition(JSONWriter.encode(DirectoryDocument.encode(second)) == export)
  }

  private static func decode(_ bytes: [UInt8]) -> Directory? {
    do {
      let decoded = DirectoryDocument.decode(
        try DirectoryDocument.parse(bytes), countryCode: "34", zone: SystemZone.rules,
        contacts: [.contact("desk")])
      precondition(decoded.value != nil || !decoded.faults.isEmpty, "refused without a fault")
      return decoded.faults.isEmpty ? decoded.value : nil
    } catch {
      return nil
    }
  }

  static func runConfiguration(_ bytes: [UInt8]) {
    let loaded = ConfigurationLoader.load(bytes, file: "fuzz")
    precondition((loaded.configuration == nil) == !loaded.faults.isEmpty)
  }
}

import AmparoCore
import AmparoHost
import Glibc

/// A document of the command line: a file, or standard input for `-`.
enum Document {
  /// One case with all its texts is far smaller than the longest line the daemon takes.
  private static let bytesMax = 1 << 20

  static func read(_ path: String) throws -> [UInt8] {
    do {
      if path == "-" {
        return try Files.read(
          Descriptor(dup(STDIN_FILENO)), named: "standard input", max: bytesMax)
      }
      return try Files.read(path, max: bytesMax)
    } catch {
      throw CommandError.usage("\(error)")
    }
  }

  static func parse(_ bytes: [UInt8], named name: String) throws -> JSONValue {
    do {
      return try JSONParser.parseJSON5(bytes).value
    } catch {
      throw CommandError.usage("\(name):\(error.line): \(error.message)")
    }
  }
}

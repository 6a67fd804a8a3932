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

  /// To be read by the daemon, which needs no right to the file.
  static func open(_ path: String) throws -> Descriptor {
    if path == "-" { return try standardInput() }
    return try descriptor(Glibc.open(path, O_RDONLY | O_CLOEXEC), path)
  }

  /// A pipe is taken in whole first: the daemon waits for nobody who is still writing.
  private static func standardInput() throws -> Descriptor {
    let input = try descriptor(dup(STDIN_FILENO), "-")
    if input.isRegularFile { return input }
    do {
      let kept = try Descriptor.memory("amparo-document")
      try Files.copy(input, to: kept)
      try kept.rewind()
      return kept
    } catch {
      throw CommandError.usage("-: \(error)")
    }
  }

  /// To be written; for nobody else to read.
  static func create(_ path: String) throws -> Descriptor {
    try descriptor(Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600), path)
  }

  /// Makes a directory, for nobody else to read, where there is none of that name.
  static func makeDirectory(_ path: String) throws {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw CommandError.usage("\(path): \(String(cString: strerror(errno)))")
    }
  }

  static func descriptor(_ raw: Int32, _ path: String) throws -> Descriptor {
    guard raw >= 0 else {
      throw CommandError.usage("\(path): \(String(cString: strerror(errno)))")
    }
    return Descriptor(raw)
  }

  static func parse(_ bytes: [UInt8], named name: String) throws -> JSONValue {
    do {
      return try JSONParser.parseJSON5(bytes).value
    } catch {
      throw CommandError.usage("\(name):\(error.line): \(error.message)")
    }
  }
}

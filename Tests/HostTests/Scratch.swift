import Glibc
import Testing

@testable import AmparoHost

/// A directory of a test's own, gone with it.
final class Scratch {
  let path: String

  init() throws {
    path = "/tmp/amparo-host-\(String(Entropy.next(), radix: 36))"
    try #require(mkdir(path, 0o700) == 0)
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// What is in the directory, in order.
  var names: [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  func make(_ name: String, _ text: String, mode: mode_t = 0o600) throws -> String {
    let path = file(name)
    let descriptor = Descriptor(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
    try Files.write(Array(text.utf8), to: descriptor)
    try #require(chmod(path, mode) == 0)
    return path
  }
}

/// Two connected stream sockets.
func socketPair() throws -> (Descriptor, Descriptor) {
  var pair: [Int32] = [-1, -1]
  try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
  return (Descriptor(pair[0]), Descriptor(pair[1]))
}

/// A pipe's end to read and its end to write.
func pipePair() throws -> (Descriptor, Descriptor) {
  var pair: [Int32] = [-1, -1]
  try #require(pipe(&pair) == 0)
  return (Descriptor(pair[0]), Descriptor(pair[1]))
}

/// The next bytes that come, waited for.
func take(_ socket: Descriptor) throws -> (bytes: [UInt8], descriptor: Descriptor?) {
  try #require(try socket.wait(for: .read, until: soon()))
  guard case .bytes(let bytes, let descriptor) = try socket.receive(max: 65_536) else {
    throw SystemError("receive", code: EAGAIN)
  }
  return (bytes, descriptor)
}

/// Far enough for a busy machine, in nanoseconds of the monotonic clock.
func soon() -> Int64 { Clock.monotonicNanoseconds() + 10_000_000_000 }

func mode(of path: String) -> mode_t? {
  var status = stat()
  return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
}

import Glibc
import Testing

@testable import AmparoHost

@Suite struct ListeningSocketTests {
  let scratch: Scratch
  var path: String { scratch.file("door.sock") }

  init() throws { scratch = try Scratch() }

  private func refusal(_ path: String) -> String {
    do {
      _ = try ListeningSocket.bind(path: path)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test("The socket's mode is 0660 whatever the umask")
  func itsMode() throws {
    let listener = try ListeningSocket.bind(path: path)
    #expect(mode(of: path) == 0o660)
    listener.close()
  }

  @Test("A peer is accepted without waiting and close-on-exec, and nobody is nil")
  func accepting() throws {
    let listener = try ListeningSocket.bind(path: path)
    #expect(try listener.accept() == nil)
    let client = try LineClient(path: path)
    let peer = try #require(try listener.accept())
    #expect(fcntl(peer.raw, F_GETFD) & FD_CLOEXEC != 0)
    #expect(fcntl(peer.raw, F_GETFL) & O_NONBLOCK != 0)
    #expect(try listener.accept() == nil)
    client.close()
    listener.close()
  }

  @Test("A path that no socket address can hold is refused with the bound")
  func longPath() {
    let name = scratch.file(String(repeating: "a", count: 120))
    #expect(refusal(name).contains("\(name.utf8.count) bytes long; the system allows 107"))
    #expect(refusal("").contains("empty"))
    #expect(refusal("/tmp/a\0b").contains("NUL"))
    #expect(scratch.names.isEmpty)
  }

  @Test("The longest path there is can be listened at")
  func longestPath() throws {
    let count = SocketAddress.pathBytesMax - scratch.path.utf8.count - 1
    let longest = scratch.file(String(repeating: "a", count: count))
    let listener = try ListeningSocket.bind(path: longest)
    try LineClient(path: longest).close()
    listener.close()
    #expect(scratch.names.isEmpty)
  }

  @Test("A file that is no socket is left as it is")
  func anotherFile() throws {
    let file = try scratch.make("notes", "keep me")
    #expect(refusal(file).contains("is no socket; it is left as it is"))
    #expect(try Files.read(file, max: 100) == Array("keep me".utf8))
  }

  @Test("A socket at which a daemon answers is refused, and keeps answering")
  func takenSocket() throws {
    let first = try ListeningSocket.bind(path: path)
    #expect(refusal(path) == "another daemon answers at \(path); only one may")
    while try first.accept() != nil {}
    let client = try LineClient(path: path)
    #expect(try first.accept() != nil)
    client.close()
    first.close()
  }

  @Test("A daemon that hangs with a full queue still counts as answering")
  func hangingDaemon() throws {
    let hung = try SocketAddress.stream()
    _ = SocketAddress.with(path) { bind(hung.raw, $0, $1) }
    try #require(listen(hung.raw, 0) == 0)
    let waiting = try SocketAddress.stream()
    try #require(SocketAddress.with(path) { connect(waiting.raw, $0, $1) } == 0)
    #expect(refusal(path).contains("another daemon answers"))
  }

  @Test("A stale socket is replaced")
  func staleSocket() throws {
    let dead = try SocketAddress.stream()
    _ = SocketAddress.with(path) { bind(dead.raw, $0, $1) }
    dead.close()
    #expect(scratch.names == ["door.sock"])
    let listener = try ListeningSocket.bind(path: path)
    try LineClient(path: path).close()
    listener.close()
  }

  @Test("Closing takes the path away once, and never a successor's")
  func closing() throws {
    let first = try ListeningSocket.bind(path: path)
    first.close()
    #expect(scratch.names.isEmpty)
    let second = try ListeningSocket.bind(path: path)
    first.close()
    #expect(scratch.names == ["door.sock"])
    second.close()

    let replaced = try ListeningSocket.bind(path: path)
    try #require(rename(path, scratch.file("aside")) == 0)
    let successor = try ListeningSocket.bind(path: path)
    replaced.close()
    #expect(scratch.names.contains("door.sock"))
    successor.close()
  }

  @Test("A missing directory is told in words")
  func missingDirectory() {
    #expect(refusal(scratch.file("none/door.sock")).contains("No such file or directory"))
  }
}

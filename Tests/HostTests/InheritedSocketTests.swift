import Glibc
import Testing

@testable import AmparoHost

@Suite struct InheritedSocketTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A socket as a service manager would make it, and the environment it would set.
  private func passed(listening: Bool = true) throws -> Int32 {
    let socket = try SocketAddress.stream()
    _ = SocketAddress.with(scratch.file("door.sock")) { bind(socket.raw, $0, $1) }
    if listening { try #require(listen(socket.raw, 8) == 0) }
    return dup(socket.raw)
  }

  private func environment(count: String = "1", pid: Int32 = getpid()) -> (String) -> String? {
    let variables = ["LISTEN_FDS": count, "LISTEN_PID": "\(pid)"]
    return { variables[$0] }
  }

  @Test("A socket passed by the service manager serves, and its path stays when it closes")
  func takesOver() throws {
    let raw = try passed()
    let listener = try #require(
      try ListeningSocket.inherited(environment: environment(), first: raw))
    #expect(fcntl(raw, F_GETFD) & FD_CLOEXEC != 0)
    #expect(try listener.accept() == nil)
    let client = try LineClient(path: scratch.file("door.sock"))
    #expect(try listener.accept() != nil)
    client.close()
    listener.close()
    #expect(scratch.names == ["door.sock"])
  }

  @Test(
    "Without a socket for this very process there is none to take",
    arguments: [("0", getpid()), ("x", getpid()), ("1", 1)])
  func nonePassed(count: String, pid: Int32) throws {
    let listener = try ListeningSocket.inherited(environment: environment(count: count, pid: pid))
    #expect(listener == nil)
  }

  @Test("A socket that does not listen, a file, and two sockets are refused in words")
  func wrongOnes() throws {
    let silent = try passed(listening: false)
    let file = open("/dev/null", O_RDONLY | O_CLOEXEC)
    for raw in [silent, file] {
      let error = #expect(throws: ListeningSocketError.self) {
        _ = try ListeningSocket.inherited(environment: environment(), first: raw)
      }
      #expect(error?.description.contains("no listening Unix socket") == true)
    }
    let error = #expect(throws: ListeningSocketError.self) {
      _ = try ListeningSocket.inherited(environment: environment(count: "2"))
    }
    #expect(error?.description.contains("passed 2 sockets") == true)
  }
}

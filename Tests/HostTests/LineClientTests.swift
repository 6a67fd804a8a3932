import Glibc
import Testing

@testable import AmparoHost

@Suite struct LineClientTests {
  let scratch: Scratch
  var path: String { scratch.file("door.sock") }

  init() throws { scratch = try Scratch() }

  private func connected() throws -> (LineClient, Descriptor, ListeningSocket) {
    let listener = try ListeningSocket.bind(path: path)
    let client = try LineClient(path: path)
    return (client, try #require(try listener.accept()), listener)
  }

  private func text(_ answer: LineClient.Answer) -> String? {
    guard case .line(let bytes) = answer else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("A line goes out with its end, and each line that comes is one answer")
  func lines() throws {
    let (client, daemon, _) = try connected()
    try client.send(Array("hello".utf8))
    #expect(try take(daemon).bytes == Array("hello\n".utf8))
    _ = try daemon.send(Array("one\ntwo\r\n\nthr".utf8))
    #expect(text(try client.receive()) == "one")
    #expect(text(try client.receive()) == "two")
    #expect(text(try client.receive()) == "")
    #expect(try client.receive(timeoutMilliseconds: 0) == .timedOut)
    _ = try daemon.send(Array("ee\nhalf".utf8))
    #expect(text(try client.receive(timeoutMilliseconds: 10_000)) == "three")
    daemon.close()
    #expect(try client.receive() == .closed)
  }

  @Test("A descriptor goes with a line once, however many parts the line is sent in")
  func passing() throws {
    let (client, daemon, _) = try connected()
    let (output, input) = try pipePair()
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000)
    let came = try Mailbox<[Descriptor]>(capacity: 1)
    try HostThread.start("daemon") {
      do {
        came.post(try readAll(daemon, line.count + 1))
      } catch {
        Issue.record(error)
      }
    }
    try client.send(line, passing: input)
    try #require(try came.descriptor.wait(for: .read, until: soon()))
    let descriptors = came.drain()[0]
    #expect(descriptors.count == 1)
    try Files.write([9], to: try #require(descriptors.first))
    #expect(try take9(output))
  }

  private func take9(_ output: Descriptor) throws -> Bool {
    var byte: UInt8 = 0
    return read(output.raw, &byte, 1) == 1 && byte == 9
  }

  @Test("A line of a megabyte is taken, a longer one refused")
  func longLines() throws {
    let (client, daemon, _) = try connected()
    let longest = [UInt8](repeating: UInt8(ascii: "y"), count: LineClient.lineBytesMax)
    try HostThread.start("daemon") {
      do {
        try sendAll(longest + [UInt8(ascii: "\n")] + longest + longest, daemon)
      } catch {
        // The client has closed by then.
      }
    }
    #expect(text(try client.receive())?.utf8.count == longest.count)
    let error = #expect(throws: LineClientError.self) { _ = try client.receive() }
    guard case .tooLong = error else {
      Issue.record("not refused for its length")
      return
    }
    client.close()
  }

  @Test("Why the daemon cannot be reached is told in words")
  func unreachable() throws {
    func words(_ path: String) -> String {
      let error = #expect(throws: LineClientError.self) { _ = try LineClient(path: path) }
      guard case .notReachable(let text) = error else { return "" }
      return text
    }
    #expect(words(path) == "there is no socket at \(path); is the daemon running?")
    let dead = try SocketAddress.stream()
    _ = SocketAddress.with(path) { bind(dead.raw, $0, $1) }
    #expect(words(path) == "nobody answers at \(path); is the daemon running?")
    #expect(words(String(repeating: "a", count: 200)).contains("the system allows 107"))
  }

  @Test("A daemon that accepts nobody is waited for only as long as the program's patience")
  func patience() throws {
    let socket = try SocketAddress.stream()
    _ = SocketAddress.with(path) { bind(socket.raw, $0, $1) }
    try #require(listen(socket.raw, 0) == 0)
    let first = try LineClient(path: path)
    let start = Clock.monotonicNanoseconds()
    #expect(throws: LineClientError.self) { try LineClient(path: path, patienceMilliseconds: 50) }
    #expect(Clock.monotonicNanoseconds() - start < 4_000_000_000)
    first.close()
  }

  @Test("A daemon that has gone is an error in words, and no signal")
  func lost() throws {
    let (client, daemon, _) = try connected()
    daemon.close()
    let error = #expect(throws: LineClientError.self) { try client.send([1]) }
    guard case .lost(let text) = error else {
      Issue.record("not told as lost")
      return
    }
    #expect(text.contains("the daemon did not take the request"))
  }
}

/// Reads so many bytes; returns the descriptors that came with them.
private func readAll(_ socket: Descriptor, _ count: Int) throws -> [Descriptor] {
  var left = count
  var descriptors: [Descriptor] = []
  while left > 0 {
    let (bytes, descriptor) = try take(socket)
    left -= bytes.count
    if let descriptor { descriptors.append(descriptor) }
  }
  return descriptors
}

/// Sends everything, at the pace at which the peer reads.
private func sendAll(_ bytes: [UInt8], _ socket: Descriptor) throws {
  var rest = bytes[...]
  while !rest.isEmpty {
    switch try socket.send(Array(rest)) {
    case .sent(let count): rest = rest.dropFirst(count)
    case .wouldBlock: try #require(try socket.wait(for: .write, until: soon()))
    }
  }
}

import AmparoCore
import AmparoHost
import Foundation
import Testing

/// The real worker, and what it refuses to run with or to dial.
@Suite final class ManagerRefusalTests {
  private let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory
      .appending(path: "amparo-ami-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit {
    do {
      try FileManager.default.removeItem(at: directory)
    } catch {
      // Left in the system's temporary directory.
    }
  }

  @Test("a secret's file that others can read is refused at the start, and how to mend it is told")
  func openSecret() throws {
    let worker = try ManagerWorkerProcess(
      in: directory, socket: "/nowhere", port: 5038, mode: 0o644)
    #expect(try worker.status() == 1)
    #expect(worker.output.contains("has mode 644, so others can use it; chmod 600"))
    #expect(!worker.output.contains("s3cret"))
  }

  @Test("a daemon that sends a number that is none, or one with a line end, gets it back as failed")
  func badNumbers() throws {
    let path = directory.appending(path: "s").path()
    let listener = try ListeningSocket.bind(path: path)
    let manager = try FakeManager()
    let worker = try ManagerWorkerProcess(in: directory, socket: path, port: manager.port)
    try manager.login()
    let end = Clock.monotonicNanoseconds() + 20_000_000_000
    #expect(try listener.descriptor.wait(for: .read, until: end))
    let peer = Descriptor(accept(listener.descriptor.raw, nil, nil))
    #expect(try Self.line(peer)["op"] == "channel.subscribe")
    try Files.write(Array("{\"ok\":true,\"channel\":\"call\"}\n".utf8), to: peer)
    let bad: [JSONValue] = [
      "+34600\r\nAsync: false", "600\n1", "600,1", "600\u{0}", "", .null, 600,
    ]
    for (index, number) in bad.enumerated() {
      let event: JSONValue = [
        "event": "dial", "channel": "call", "page": .int(Int64(index + 1)), "token": "00ab",
        "alert": 1, "officer": "o1", "number": number, "kind": "emergency", "code": "K7Q2",
      ]
      try Files.write(JSONWriter.encode(event) + [UInt8(ascii: "\n")], to: peer)
      let result = try Self.line(peer)
      #expect(result["op"] == "page.result")
      #expect(result["page"] == .int(Int64(index + 1)))
      #expect(result["token"] == "00ab")
      #expect(result["result"] == "failed")
      #expect(result["detail"]?.string?.contains("no number that can be dialled") == true)
    }
    _ = try manager.action("Ping")
    #expect(worker.isRunning)
  }

  private static func line(_ peer: Descriptor) throws -> JSONValue {
    var bytes: [UInt8] = []
    let end = Clock.monotonicNanoseconds() + 20_000_000_000
    while bytes.last != UInt8(ascii: "\n") {
      try #require(try peer.wait(for: .read, until: end))
      guard case .bytes(let more, _) = try peer.receive(max: 65_536) else {
        throw FakeManager.Lost()
      }
      bytes += more
    }
    return try JSONParser.parse(bytes)
  }
}

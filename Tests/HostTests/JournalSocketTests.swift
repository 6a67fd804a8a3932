import Glibc
import Testing

@testable import AmparoHost

@Suite struct JournalSocketTests {
  /// A journal of the test's own, and what it has received.
  private final class Journal {
    let scratch: Scratch
    let path: String
    private let socket: Descriptor

    init() throws {
      scratch = try Scratch()
      path = scratch.file("journal")
      socket = Descriptor(
        try check("socket") { Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0) })
      let bound = SocketAddress.with(path) { bind(socket.raw, $0, $1) }
      try #require(bound == 0)
    }

    /// The fields of the next entry, read as systemd.io/JOURNAL_NATIVE_PROTOCOL has them.
    func next() throws -> [String: String] {
      var bytes = [UInt8](repeating: 0, count: 65_536)
      let count = try check("recv") { recv(socket.raw, &bytes, bytes.count, Int32(MSG_DONTWAIT)) }
      var rest = bytes.prefix(count)
      var fields: [String: String] = [:]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let name = String(decoding: rest[..<end], as: UTF8.self)
        rest = rest[(end + 1)...]
        let size = Int(rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        rest = rest.dropFirst(8)
        fields[name] = String(decoding: rest.prefix(size), as: UTF8.self)
        try #require(rest.dropFirst(size).first == UInt8(ascii: "\n"))
        rest = rest.dropFirst(size + 1)
      }
      return fields
    }
  }

  @Test("an entry has its level, its id and its fields, and no value begins another field")
  func fields() throws {
    let journal = try Journal()
    let socket = try #require(JournalSocket(path: journal.path))
    let isSent = socket.send(
      .critical, "storage failed\nPRIORITY=7", id: "03fbc89690004e1cb1c0fec642d6fd19",
      fields: ["AMPARO_ALERT": "17", "AMPARO_CHECK": "storage\nMESSAGE_ID=0"], program: "amparod")
    #expect(isSent)
    #expect(
      try journal.next() == [
        "MESSAGE": "storage failed\nPRIORITY=7", "PRIORITY": "2", "SYSLOG_IDENTIFIER": "amparod",
        "SYSLOG_FACILITY": "3", "MESSAGE_ID": "03fbc89690004e1cb1c0fec642d6fd19",
        "AMPARO_ALERT": "17", "AMPARO_CHECK": "storage\nMESSAGE_ID=0",
      ])
  }

  @Test("what is too long is cut, and a journal that reads nothing is not waited for")
  func full() throws {
    let journal = try Journal()
    let socket = try #require(JournalSocket(path: journal.path))
    let long = String(repeating: "x", count: 1 << 20)
    #expect(socket.send(.info, long, id: nil, fields: [:], program: "amparod"))
    #expect(try journal.next()["MESSAGE"]?.utf8.count == JournalSocket.valueBytesMax)
    var sent = 0
    while sent < 10_000, socket.send(.info, "x", id: nil, fields: [:], program: "p") { sent += 1 }
    #expect(sent < 10_000)
  }

  @Test("only a standard error that is the journal's stream counts as it")
  func stream() throws {
    let scratch = try Scratch()
    let raw = open(scratch.file("log"), O_RDWR | O_CREAT, 0o600)
    let file = Descriptor(raw)
    var status = stat()
    try #require(fstat(file.raw, &status) == 0)
    #expect(JournalSocket.isStream(file.raw, named: "\(status.st_dev):\(status.st_ino)"))
    for other in ["\(status.st_dev):\(status.st_ino + 1)", "0:0", "", "x", nil] {
      #expect(!JournalSocket.isStream(file.raw, named: other))
    }
    #expect(JournalSocket(path: scratch.file("none")) == nil)
  }
}

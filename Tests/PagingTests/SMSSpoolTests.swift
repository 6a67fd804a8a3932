import AmparoCore
import AmparoHost
import Foundation
import Glibc
import Testing

@testable import AmparoPaging

@Suite struct SMSSpoolTests {
  /// smstools' folders, empty.
  private struct Folders {
    let scratch: Scratch
    var outgoing: String { scratch.url.appending(path: "outgoing").path() }
    var checked: String { scratch.url.appending(path: "checked").path() }
    var spool: SMSSpool { SMSSpool(outgoing: outgoing) }

    init() throws {
      scratch = try Scratch()
      for path in [outgoing, checked] {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      }
    }

    func names(_ path: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: path)
    }

    func leave(_ name: String, in path: String, secondsAgo: Double) throws {
      let file = path + "/" + name
      try Data("To: 1".utf8).write(to: URL(filePath: file))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -secondsAgo)], ofItemAtPath: file)
    }
  }

  @Test("a message file is for its group to read, of the folder's group, and whole")
  func file() throws {
    let folders = try Folders()
    let group = getuid() == 0 ? 12345 : Int(getgid())
    try FileManager.default.setAttributes(
      [.groupOwnerAccountID: group], ofItemAtPath: folders.outgoing)
    try folders.spool.put(Tasks.task(17))
    let name = try #require(try folders.names(folders.outgoing).first)
    let attributes = try FileManager.default.attributesOfItem(
      atPath: folders.outgoing + "/" + name)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(attributes[.groupOwnerAccountID] as? Int == group)
    #expect(try folders.names(folders.outgoing) == [name])
  }

  @Test("no name comes twice, not even when a page is sent again after a crash")
  func names() throws {
    let folders = try Folders()
    var seen: Set<String> = []
    for _ in 0..<20 {
      try folders.spool.put(Tasks.task(17))
      let names = try folders.names(folders.outgoing)
      #expect(names.count == 1)
      #expect(names.allSatisfy { $0.hasPrefix("amparo-17-") && seen.insert($0).inserted })
    }
  }

  @Test("a message that is withdrawn is taken out, and no other")
  func withdrawn() throws {
    let folders = try Folders()
    let spool = folders.spool
    for page in [1, 17, 170] { try spool.put(Tasks.task(Int64(page))) }
    spool.withdraw(PageID(17))
    let left = try folders.names(folders.outgoing)
    #expect(left.count == 2)
    #expect(!left.contains { $0.hasPrefix("amparo-17-") })
  }

  @Test(
    "a message waits until it has moved out of both folders, and ends where it has moved to",
    arguments: [
      ("checked", SpoolOutcome.waiting), ("sent", .ended(.sent, nil)),
      ("failed", .ended(.failed, "smstools could not send the message")), ("other", .taken),
    ])
  func outcome(folder: String, outcome: SpoolOutcome) throws {
    let folders = try Folders()
    let spool = folders.spool
    try spool.put(Tasks.task(17))
    #expect(spool.outcome(of: PageID(17)) == .waiting)
    let name = try #require(try folders.names(folders.outgoing).first)
    let place = folders.scratch.url.appending(path: folder)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: folders.outgoing + "/" + name, toPath: place.appending(path: name).path())
    #expect(spool.outcome(of: PageID(17)) == outcome)
  }

  @Test("while many messages lie there beyond their time no more are added")
  func stuck() throws {
    let folders = try Folders()
    for index in 0..<15 {
      try folders.leave("amparo-\(index)-x", in: folders.checked, secondsAgo: 60)
    }
    for index in 0..<50 {
      try folders.leave("other-\(index)", in: folders.checked, secondsAgo: 60)
      try folders.leave("amparo-1\(index)-y", in: folders.checked, secondsAgo: 1)
    }
    try folders.spool.put(Tasks.task(100))
    try folders.leave("amparo-99-x", in: folders.checked, secondsAgo: 60)
    #expect(throws: SpoolError.self) { try folders.spool.put(Tasks.task(101)) }
  }

  @Test("a spool that is not there, or is no directory, is told in words")
  func missing() throws {
    let scratch = try Scratch()
    let error = #expect(throws: SpoolError.self) {
      try SMSSpool(outgoing: scratch.path + "/none").put(Tasks.task())
    }
    #expect(error?.description.contains("is not there; make it") == true)
    try Data().write(to: scratch.url.appending(path: "file"))
    #expect(throws: SpoolError.self) {
      try SMSSpool(outgoing: scratch.path + "/file").put(Tasks.task())
    }
  }

  @Test(
    "a number without its country is not sent to whoever has it elsewhere",
    arguments: ["600000101", "0034600000101", "+34600", "12", "7", "+", ""])
  func ambiguous(address: String) {
    #expect(throws: SpoolError.self) {
      try SMSSpool(outgoing: "/x").content(Tasks.task(address: address))
    }
  }

  /// A file system in memory, which only root can mount.
  private func onFileSystem(
    _ options: String, flags: Int = 0, _ body: (Folders) throws -> Void
  ) throws {
    let folders = try Folders()
    try #require(mount("tmpfs", folders.outgoing, "tmpfs", UInt(flags), options) == 0)
    defer { umount2(folders.outgoing, Int32(MNT_DETACH)) }
    try body(folders)
  }

  @Test("a spool on another file system takes messages", .enabled(if: getuid() == 0))
  func otherFileSystem() throws {
    try onFileSystem("size=64k") { folders in
      try folders.spool.put(Tasks.task())
      #expect(try folders.names(folders.outgoing).count == 1)
    }
  }

  @Test(
    "a full spool is a failed page, told in words, and leaves nothing half",
    .enabled(if: getuid() == 0))
  func full() throws {
    try onFileSystem("size=4k") { folders in
      try Data(count: 4096).write(to: URL(filePath: folders.outgoing + "/filler"))
      let reports = Reports()
      let channel = try SpoolChannel("sms", folders.spool, report: reports.take)
      #expect(channel.send(Tasks.task()))
      let report = try #require(reports.report(of: 1))
      #expect(report.state == .failed)
      #expect(report.detail?.contains("No space left") == true)
      #expect(try folders.names(folders.outgoing) == ["filler"])
    }
  }

  @Test("an unwritable spool is a failed page, told in words", .enabled(if: getuid() == 0))
  func unwritable() throws {
    try onFileSystem("size=64k", flags: Int(MS_RDONLY)) { folders in
      let error = #expect(throws: SpoolError.self) { try folders.spool.put(Tasks.task()) }
      #expect(error?.description.contains("Read-only file system") == true)
    }
  }
}

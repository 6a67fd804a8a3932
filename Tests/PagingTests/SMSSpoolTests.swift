import AmparoCore
import AmparoHost
import Foundation
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
    for page in [1, 17, 170] { try folders.spool.put(Tasks.task(Int64(page))) }
    folders.spool.withdraw(PageID(17))
    let left = try folders.names(folders.outgoing)
    #expect(left.count == 2)
    #expect(!left.contains { $0.hasPrefix("amparo-17-") })
  }

  @Test("a message still in outgoing was taken by nobody, one in checked is not sent")
  func lingering() throws {
    let folders = try Folders()
    try folders.spool.put(Tasks.task(17))
    #expect(folders.spool.lingering(PageID(17))?.contains("is smsd running?") == true)
    #expect(try folders.names(folders.outgoing).isEmpty)
    #expect(folders.spool.lingering(PageID(17)) == nil)
    try folders.leave("amparo-18-x", in: folders.checked, secondsAgo: 20)
    #expect(folders.spool.lingering(PageID(18))?.contains("has not sent the message") == true)
    #expect(folders.spool.lingering(PageID(1)) == nil)
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
  private func onFileSystem(_ options: String, _ body: (Folders) throws -> Void) throws {
    let folders = try Folders()
    try #require(run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folders.outgoing) == 0)
    defer { _ = run("umount", "-l", folders.outgoing) }
    try body(folders)
  }

  private func run(_ arguments: String...) -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    do {
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus
    } catch {
      return -1
    }
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
    try onFileSystem("ro") { folders in
      let error = #expect(throws: SpoolError.self) { try folders.spool.put(Tasks.task()) }
      #expect(error?.description.contains("Read-only file system") == true)
    }
  }
}

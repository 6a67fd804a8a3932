import Glibc
import Testing

@testable import AmparoHost

@Suite struct FilesTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func refusal(_ path: String, max: Int = 100) -> String {
    do {
      return "read \(try Files.read(path, max: max).count) bytes"
    } catch {
      return error.description
    }
  }

  @Test("A file up to the bound is read whole, one byte more is refused")
  func bound() throws {
    let file = try scratch.make("five", "12345")
    #expect(try Files.read(file, max: 5) == Array("12345".utf8))
    #expect(refusal(file, max: 4) == "\(file) is larger than 4 bytes, the most that is read")
  }

  @Test("A missing file and a directory are told in words")
  func otherThings() throws {
    let none = scratch.file("none")
    #expect(refusal(none) == "\(none) does not exist")
    #expect(refusal(scratch.path) == "\(scratch.path) is a directory; a file is wanted")
  }

  @Test("A pipe that nobody serves holds a reader and a writer no longer than their patience")
  func unservedPipe() throws {
    let (output, input) = try pipePair()
    let error = #expect(throws: FileError.self) {
      try Files.read(output, named: "the pipe", max: 100, patienceMilliseconds: 5)
    }
    #expect(error?.description == "the pipe cannot be read: nothing came for 5 ms")
    let full = #expect(throws: SystemError.self) {
      try Files.write([UInt8](repeating: 1, count: 1 << 20), to: input, patienceMilliseconds: 5)
    }
    #expect(full?.code == ETIMEDOUT)
  }

  @Test("What the world may read is known", arguments: [(0o640, false), (0o644, true)])
  func worldReadable(mode: Int, isReadable: Bool) throws {
    let file = try scratch.make("file", "", mode: mode_t(mode))
    #expect(Files.isWorldReadable(file) == isReadable)
  }

  @Test("A file is replaced whole with the mode asked for, and nothing is left beside it")
  func replacing() throws {
    let file = try scratch.make("file", "the old text", mode: 0o600)
    try Files.replace(file, with: Array("new".utf8), mode: 0o664)
    #expect(try Files.read(file, max: 100) == Array("new".utf8))
    #expect(mode(of: file) == 0o664)
    #expect(scratch.names == ["file"])
  }

  @Test("A file written in a scratch directory shows up in the spool only when whole")
  func scratchDirectory() throws {
    let aside = try Scratch()
    let file = scratch.file("call")
    try Files.replace(file, with: [1, 2], mode: 0o600, scratch: aside.path)
    #expect(scratch.names == ["call"])
    #expect(aside.names.isEmpty)
  }

  @Test("A replacement that fails is told in words and leaves nothing behind")
  func failingReplacement() throws {
    let aside = try Scratch()
    let file = "\(scratch.path)/none/call"
    let error = #expect(throws: FileError.self) {
      try Files.replace(file, with: [1], mode: 0o600, scratch: aside.path)
    }
    #expect(error?.description.contains("\(file) cannot be put in its place: rename") == true)
    #expect(aside.names.isEmpty)
    #expect(throws: FileError.self) { try Files.replace(file, with: [1], mode: 0o600) }
  }

  @Test("A file is added only where none is, whole, with its mode; one that is gone is removed")
  func add() throws {
    let path = scratch.file("1")
    #expect(try Files.add(path, Array("one".utf8), mode: 0o600))
    #expect(try !Files.add(path, Array("two".utf8), mode: 0o644))
    #expect(try Files.read(path, max: 10) == Array("one".utf8))
    #expect(mode(of: path) == 0o600)
    #expect(scratch.names == ["1"])
    try Files.remove(path)
    #expect(scratch.names == [])
    try Files.remove(path)
    #expect(throws: FileError.self) { try Files.remove(scratch.path) }
    try Files.makeDirectory(scratch.path, mode: 0o700)
    #expect(throws: FileError.self) { try Files.makeDirectory(scratch.file("a/b"), mode: 0o700) }
    #expect(throws: FileError.self) { try Files.add(scratch.file("no/1"), [], mode: 0o600) }
  }

  @Test("More than a pipe holds is written while the other end reads")
  func longWrite() throws {
    let (output, input) = try pipePair()
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    try HostThread.start("writer") {
      do {
        try Files.write(bytes, to: input)
      } catch {
        Issue.record(error)
      }
      input.close()
    }
    #expect(try Files.read(output, named: "the pipe", max: bytes.count) == bytes)
  }
}

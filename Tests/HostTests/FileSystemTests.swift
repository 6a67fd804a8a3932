import Testing

@testable import AmparoHost

@Suite struct FileSystemTests {
  @Test("what lies on this machine is local, whether or not it is there yet")
  func local() throws {
    let scratch = try Scratch()
    for path in [
      scratch.file("a"), scratch.file("no/such/directory/a"), "/dev/shm/a", "/", "", "a",
    ] {
      #expect(FileSystem.networkKind(of: path) == nil, "\(path)")
    }
  }

  @Test(
    "a file system of another machine is known by its number, however the kernel signs it",
    arguments: [
      (0x6969, "nfs"), (0xFF53_4D42, "cifs"), (-11_317_950, "cifs"), (0x6573_5546, "fuse"),
      (0x0102_1997, "9p"), (0xEF53, nil), (0x0102_1994, nil), (0x9123_683E, nil), (0, nil),
    ] as [(Int64, String?)])
  func network(magic: Int64, kind: String?) {
    #expect(FileSystem.networkKind(magic: magic) == kind)
  }
}

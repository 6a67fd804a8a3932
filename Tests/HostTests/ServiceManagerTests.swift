import Glibc
import Testing

@testable import AmparoHost

@Suite struct ServiceManagerTests {
  private func manager(_ variables: [String: String]) -> ServiceManager {
    ServiceManager { variables[$0] }
  }

  @Test("A notice is one datagram at the manager's path")
  func notices() throws {
    let scratch = try Scratch()
    let type = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let inbox = Descriptor(socket(AF_UNIX, type, 0))
    let path = scratch.file("notify")
    try #require(SocketAddress.with(path) { bind(inbox.raw, $0, $1) } == 0)
    let manager = manager(["NOTIFY_SOCKET": path])
    for notice in [ServiceManager.Notice.ready, .reloading, .watchdog, .stopping] {
      manager.notify(notice)
      #expect(try take(inbox).bytes == Array(notice.rawValue.utf8))
    }
  }

  @Test("An abstract address, written with @, is reached")
  func abstractAddress() throws {
    let name = "amparo-\(String(Entropy.next(), radix: 36))"
    let inbox = Descriptor(socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) {
      $0.dropFirst().copyBytes(from: name.utf8)
    }
    let size = socklen_t(MemoryLayout<sa_family_t>.size + 1 + name.utf8.count)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(inbox.raw, $0, size) }
    }
    try #require(bound == 0)
    manager(["NOTIFY_SOCKET": "@" + name]).notify(.ready)
    #expect(try take(inbox).bytes == Array("READY=1".utf8))
  }

  @Test("A manager that reads nothing, or is not there, does not hold the daemon up")
  func deafManager() throws {
    let scratch = try Scratch()
    let inbox = Descriptor(socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0))
    let path = scratch.file("notify")
    try #require(SocketAddress.with(path) { bind(inbox.raw, $0, $1) } == 0)
    let deaf = Descriptor(socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0))
    try #require(SocketAddress.with(path) { connect(deaf.raw, $0, $1) } == 0)
    while case .sent = try deaf.send([1]) {}
    let start = Clock.monotonicNanoseconds()
    manager(["NOTIFY_SOCKET": path]).notify(.watchdog)
    manager(["NOTIFY_SOCKET": scratch.file("none")]).notify(.watchdog)
    manager([:]).notify(.watchdog)
    #expect(Clock.monotonicNanoseconds() - start < 5_000_000_000)
  }

  @Test(
    "A watchdog counts when it is this process's and its time makes sense",
    arguments: [
      ("2000000", nil, 2000), ("500", nil, 1), ("0", nil, nil), ("-1", nil, nil), ("x", nil, nil),
      ("2000000", "1", nil), ("2000000", "\(getpid())", 2000),
    ] as [(String, String?, Int64?)])
  func watchdog(microseconds: String, pid: String?, expected: Int64?) {
    var variables = ["WATCHDOG_USEC": microseconds]
    variables["WATCHDOG_PID"] = pid
    #expect(manager(variables).watchdogMilliseconds == expected)
  }
}

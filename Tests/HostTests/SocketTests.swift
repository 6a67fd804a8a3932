import Glibc
import Testing

@testable import AmparoHost

@Suite struct SocketTests {
  @Test("An empty socket would block, a closed one is closed, and neither waits")
  func withoutWaiting() throws {
    let (one, other) = try socketPair()
    guard case .wouldBlock = try one.receive(max: 100) else {
      Issue.record("an empty socket gave something")
      return
    }
    other.close()
    guard case .closed = try one.receive(max: 100) else {
      Issue.record("a closed socket was not told")
      return
    }
  }

  @Test("Sending takes what fits, then would block, and to a lost peer is EPIPE without a signal")
  func sending() throws {
    let (one, other) = try socketPair()
    let block = [UInt8](repeating: 1, count: 65_536)
    var sent = 0
    while case .sent(let count) = try one.send(block) { sent += count }
    #expect(sent > 0)
    other.close()
    let error = #expect(throws: SystemError.self) { _ = try one.send(block) }
    #expect(error?.call == "send")
    #expect(error?.code == EPIPE)
  }

  @Test("A descriptor goes with a line and reads the same file")
  func passing() throws {
    let (one, other) = try socketPair()
    let (output, input) = try pipePair()
    #expect(try one.send([7, 8], passing: output) == .sent(2))
    output.close()
    let (bytes, descriptor) = try take(other)
    #expect(bytes == [7, 8])
    let passed = try #require(descriptor)
    #expect(fcntl(passed.raw, F_GETFD) & FD_CLOEXEC != 0)
    try Files.write(Array("through".utf8), to: input)
    input.close()
    #expect(try Files.read(passed, named: "it", max: 100) == Array("through".utf8))
  }

  @Test("Of several descriptors one is kept and the others are closed")
  func extraDescriptors() throws {
    let (one, other) = try socketPair()
    let (output, input) = try pipePair()
    try sendThree(one, input)
    input.close()
    let (_, kept) = try take(other)
    #expect(kept != nil)
    // The pipe ends only when nobody holds its writing end any more.
    kept?.close()
    #expect(try Files.read(output, named: "the pipe", max: 100).isEmpty)
  }

  private func sendThree(_ socket: Descriptor, _ passed: Descriptor) throws {
    // cmsghdr of cmsg(3) on a 64-bit machine: its length, level and type, then the descriptors.
    var control: [UInt64] = [0, 0, 0, 0]
    var byte: UInt8 = 1
    let count = control.withUnsafeMutableBytes { control in
      control.storeBytes(of: 28, as: Int.self)
      control.storeBytes(of: SOL_SOCKET, toByteOffset: 8, as: Int32.self)
      control.storeBytes(of: Int32(SCM_RIGHTS), toByteOffset: 12, as: Int32.self)
      for place in 0..<3 {
        control.storeBytes(of: passed.raw, toByteOffset: 16 + 4 * place, as: Int32.self)
      }
      return withUnsafeMutablePointer(to: &byte) { byte in
        var vector = iovec(iov_base: byte, iov_len: 1)
        return withUnsafeMutablePointer(to: &vector) { vector in
          var message = msghdr()
          message.msg_iov = vector
          message.msg_iovlen = 1
          message.msg_control = control.baseAddress
          message.msg_controllen = control.count
          return sendmsg(socket.raw, &message, 0)
        }
      }
    }
    try #require(count == 1)
  }

  @Test("The peer's process, user and group are the kernel's word")
  func credentials() throws {
    let (one, _) = try socketPair()
    let peer = try PeerCredentials(of: one)
    #expect(peer.pid == getpid())
    #expect(peer.uid == getuid())
    #expect(peer.gid == getgid())
    var groups = [gid_t](repeating: 0, count: 65_536)
    let count = getgroups(Int32(groups.count), &groups)
    #expect(peer.groups.sorted() == groups.prefix(Int(count)).sorted())
  }

  @Test("A descriptor closes once, and at the latest when nobody holds it")
  func closing() throws {
    let (output, input) = try pipePair()
    do {
      let copy = Descriptor(dup(input.raw))
      #expect(copy.raw >= 0)
    }
    input.close()
    input.close()
    #expect(input.raw == -1)
    #expect(try Files.read(output, named: "the pipe", max: 1).isEmpty)
  }
}

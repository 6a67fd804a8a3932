import CLinux
import Glibc

/// A TCP address that only this machine can reach: 127.0.0.0/8 or ::1.
package struct LoopbackAddress: Hashable, Sendable {
  private enum Host: Hashable {
    /// In the order of the network.
    case four(UInt32)
    case six
  }

  package let port: UInt16
  private let host: Host

  /// Nil for a host that is not this machine's own; `localhost` is 127.0.0.1.
  package init?(host: String, port: UInt16) {
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &four) == 1 {
      guard UInt32(bigEndian: four.s_addr) >> 24 == 127 else { return nil }
      self.host = .four(four.s_addr)
    } else if inet_pton(AF_INET6, host, &six) == 1 {
      let isLoopback = withUnsafeBytes(of: six) {
        $0.dropLast().allSatisfy { $0 == 0 } && $0[15] == 1
      }
      guard isLoopback else { return nil }
      self.host = .six
    } else {
      return nil
    }
    self.port = port
  }

  /// Begins a connection without waiting for it: once the socket can be written to,
  /// ``Descriptor/connectFailure()`` says what became of it.
  package func connect() throws(SystemError) -> Descriptor {
    let family = if case .four = host { AF_INET } else { AF_INET6 }
    let type =
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
      | Int32(SOCK_NONBLOCK.rawValue)
    let made = Descriptor(try check("socket") { socket(family, type, Int32(IPPROTO_TCP)) })
    // A line waits for no other: with Nagle's delay a page would wait for the answer to a ping.
    var on: Int32 = 1
    try check("setsockopt TCP_NODELAY") {
      setsockopt(
        made.raw, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }
    let result = withAddress { Glibc.connect(made.raw, $0, $1) }
    if result != 0 {
      let failure = SystemError("connect")
      if failure.code != EINPROGRESS { throw failure }
    }
    return made
  }

  private func withAddress<Result>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    switch host {
    case .four(let number):
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = number
      return Self.with(&address, body)
    case .six:
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      address.sin6_addr = in6addr_loopback
      return Self.with(&address, body)
    }
  }

  private static func with<Address, Result>(
    _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<Address>.size))
      }
    }
  }
}

extension Descriptor {
  /// Why a connection that was begun did not come about; nil if it did (SO_ERROR of socket(7)).
  package func connectFailure() -> SystemError? {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(raw, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else {
      return SystemError("getsockopt SO_ERROR")
    }
    return code == 0 ? nil : SystemError("connect", code: code)
  }
}

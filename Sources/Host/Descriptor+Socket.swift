import CLinux
import Glibc

/// Bytes over a connected socket, without ever waiting.
extension Descriptor {
  package enum Received {
    /// What was there, and a descriptor that came with it.
    case bytes([UInt8], Descriptor?)
    case wouldBlock
    /// The peer sends no more.
    case closed
  }

  package enum Sent: Hashable {
    case sent(Int)
    case wouldBlock
  }

  /// Takes what has arrived, `max` bytes at most. Of several descriptors the first is kept.
  package func receive(max: Int) throws(SystemError) -> Received {
    var found: Int32 = -1
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: Swift.min(max, Self.receiveBytes)) {
      buffer, count in
      do throws(SystemError) {
        count = try receive(into: UnsafeMutableRawBufferPointer(buffer), descriptor: &found)
      } catch {
        failure = error
        count = 0
      }
    }
    if let failure {
      if failure.code == EAGAIN || failure.code == EWOULDBLOCK { return .wouldBlock }
      if failure.code == ECONNRESET { return .closed }
      throw failure
    }
    if bytes.isEmpty { return .closed }
    return .bytes(bytes, found >= 0 ? Descriptor(found) : nil)
  }

  /// Read at a time: a whole longest line and its end.
  private static let receiveBytes = 65_537

  /// Descriptors taken in with one message; the kernel sends 253 at most (SCM_MAX_FD).
  private static let descriptorsPerMessage = 253

  private func receive(
    into buffer: UnsafeMutableRawBufferPointer, descriptor: inout Int32
  ) throws(SystemError) -> Int {
    let room = amparo_control_bytes(Self.descriptorsPerMessage)
    let control = UnsafeMutableRawPointer.allocate(byteCount: room, alignment: 16)
    defer { control.deallocate() }
    var vector = iovec(iov_base: buffer.baseAddress, iov_len: buffer.count)
    return try withUnsafeMutablePointer(to: &vector) { (vector) throws(SystemError) in
      var message = msghdr()
      message.msg_iov = vector
      message.msg_iovlen = 1
      message.msg_control = control
      message.msg_controllen = room
      let flags = Int32(MSG_DONTWAIT) | Int32(MSG_CMSG_CLOEXEC)
      let count = try check("recvmsg") { recvmsg(raw, &message, flags) }
      if message.msg_controllen > 0 { descriptor = Self.takeFirst(&message) }
      return count
    }
  }

  private static func takeFirst(_ message: inout msghdr) -> Int32 {
    var all = [Int32](repeating: -1, count: descriptorsPerMessage)
    let count = amparo_take_descriptors(&message, &all, all.count)
    for extra in all.prefix(count).dropFirst() { Glibc.close(extra) }
    return count > 0 ? all[0] : -1
  }

  /// Sends what the socket takes of a short message now.
  package func send(_ bytes: [UInt8]) throws(SystemError) -> Sent {
    try bytes.withUnsafeBufferPointer { (bytes) throws(SystemError) in
      try send(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Sends what the socket takes now. A peer that has gone is an error, never a signal.
  package func send(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Sent {
    let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
    do throws(SystemError) {
      return .sent(
        try check("send") { Glibc.send(raw, bytes.baseAddress, bytes.count, flags) })
    } catch {
      if error.code == EAGAIN || error.code == EWOULDBLOCK { return .wouldBlock }
      throw error
    }
  }
}

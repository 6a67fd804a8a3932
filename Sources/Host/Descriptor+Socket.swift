import CLinux
import Glibc

/// Bytes over a connected socket, without ever waiting.
extension Descriptor {
  /// What taking from a socket came to.
  package enum Received {
    /// What was there, and a descriptor that came with it.
    case bytes([UInt8], Descriptor?)
    /// Nothing is there now.
    case wouldBlock
    /// The peer sends no more.
    case closed
  }

  /// What sending to a socket came to.
  package enum Sent: Hashable {
    /// So many bytes of it; the rest is the caller's to send again.
    case sent(Int)
    /// Nothing fits now.
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
    // Made before anything is decided, so that no way out forgets to close it.
    let descriptor = found >= 0 ? Descriptor(found) : nil
    return bytes.isEmpty ? .closed : .bytes(bytes, descriptor)
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

  /// Sends what the socket takes of a short message now, and with its first byte, if given, an open
  /// descriptor (SCM_RIGHTS): it has gone as soon as anything was sent.
  package func send(
    _ bytes: [UInt8], passing passed: Descriptor? = nil
  ) throws(SystemError) -> Sent {
    try bytes.withUnsafeBufferPointer { (bytes) throws(SystemError) in
      let bytes = UnsafeRawBufferPointer(bytes)
      guard let passed else { return try send(bytes) }
      return try Self.sent { () throws(SystemError) in try send(bytes, passing: passed) }
    }
  }

  /// Sends what the socket takes now. A peer that has gone is an error, never a signal.
  package func send(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Sent {
    try Self.sent { () throws(SystemError) in
      try check("send") { Glibc.send(raw, bytes.baseAddress, bytes.count, Self.sendFlags) }
    }
  }

  private func send(
    _ bytes: UnsafeRawBufferPointer, passing passed: Descriptor
  ) throws(SystemError) -> Int {
    let room = amparo_control_bytes(1)
    let control = UnsafeMutableRawPointer.allocate(byteCount: room, alignment: 16)
    control.initializeMemory(as: UInt8.self, repeating: 0, count: room)
    defer { control.deallocate() }
    // sendmsg(2) only reads what the vector points at, though its type cannot say so.
    var vector = iovec(
      iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
    return try withUnsafeMutablePointer(to: &vector) { (vector) throws(SystemError) in
      var message = msghdr()
      message.msg_iov = vector
      message.msg_iovlen = 1
      message.msg_control = control
      message.msg_controllen = room
      amparo_put_descriptor(&message, passed.raw)
      return try check("sendmsg") { sendmsg(raw, &message, Self.sendFlags) }
    }
  }

  private static let sendFlags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)

  private static func sent(_ call: () throws(SystemError) -> Int) throws(SystemError) -> Sent {
    do throws(SystemError) {
      return .sent(try call())
    } catch {
      if error.code == EAGAIN || error.code == EWOULDBLOCK { return .wouldBlock }
      throw error
    }
  }
}

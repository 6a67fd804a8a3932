import CLinux
import Glibc

/// The machine's users and groups, by name or number (getpwnam_r(3), getgrnam_r(3)). What they say
/// may come from a directory server: not for the line's own thread.
package enum Accounts {
  /// Bytes of room tried first for one entry's texts.
  private static let roomUsual = 1024

  /// Bytes of room tried last: a group of some hundred thousand members.
  private static let roomMax = 4 << 20

  /// The user's number, for a name or the number itself; nil if there is no such user.
  package static func uid(of name: String) -> UInt32? {
    if let number = number(name) { return number }
    return find { buffer, size in
      var entry = passwd()
      var found: UnsafeMutablePointer<passwd>?
      let failure = getpwnam_r(name, &entry, buffer, size, &found)
      return (found.map(\.pointee.pw_uid), failure)
    }
  }

  /// The group's number, for a name or the number itself; nil if there is no such group.
  package static func gid(of name: String) -> UInt32? {
    if let number = number(name) { return number }
    return find { buffer, size in
      var entry = group()
      var found: UnsafeMutablePointer<group>?
      let failure = getgrnam_r(name, &entry, buffer, size, &found)
      return (found.map(\.pointee.gr_gid), failure)
    }
  }

  /// The user's name; nil if the number has none.
  package static func name(of uid: UInt32) -> String? {
    find { buffer, size in
      var entry = passwd()
      var found: UnsafeMutablePointer<passwd>?
      let failure = getpwuid_r(uid, &entry, buffer, size, &found)
      return (found.flatMap { $0.pointee.pw_name }.map { String(cString: $0) }, failure)
    }
  }

  /// Digits only, and not the number that chown(2) takes for "none".
  private static func number(_ text: String) -> UInt32? {
    guard text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
      let number = UInt32(text), number != UInt32.max
    else { return nil }
    return number
  }

  /// Asks with more room for as long as that is what is missing.
  private static func find<Found>(
    _ ask: (UnsafeMutablePointer<CChar>, Int) -> (Found?, Int32)
  ) -> Found? {
    var room = roomUsual
    while true {
      let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: room)
      defer { buffer.deallocate() }
      let (found, failure) = ask(buffer, room)
      if failure == ERANGE && room < roomMax {
        room *= 4
      } else if failure != EINTR {
        return found
      }
    }
  }
}

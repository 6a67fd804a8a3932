import AmparoCore
import Glibc

/// Times as the station's clock shows them.
enum LocalClock {
  /// `24/11 12:35:34` of a time on the wire; the text itself if it is none.
  static func text(_ value: JSONValue?) -> String {
    guard let written = value?.string else { return "-" }
    guard let wall = Timestamp.parse(written) else { return Output.harmless(written) }
    return text(wall)
  }

  static func text(_ wall: Int64) -> String {
    var seconds = time_t(wall / 1000)
    var local = tm()
    localtime_r(&seconds, &local)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(local.tm_mday))/\(two(local.tm_mon + 1)) "
      + "\(two(local.tm_hour)):\(two(local.tm_min)):\(two(local.tm_sec))"
  }
}

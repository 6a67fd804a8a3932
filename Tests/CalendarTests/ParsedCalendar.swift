import AmparoCore
import Foundation
import Testing

/// What another program reads in a calendar file: Python's `icalendar`, which shares no code with
/// Amparo. Tests/prepare installs it.
struct ParsedCalendar {
  struct Event: Hashable {
    var uid: String
    var summary: String
    /// Wall time in milliseconds.
    var start: Int64
    var end: Int64
    var stamp: Int64
  }

  var name: String
  var events: [Event]

  private static let script = """
    import sys, json, datetime, icalendar
    calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
    if calendar.errors:
        sys.exit(str(calendar.errors))
    for needed in ("PRODID", "VERSION"):
        if needed not in calendar:
            sys.exit(needed)
    def wall(event, name):
        time = event[name].dt
        if time.utcoffset() != datetime.timedelta(0):
            sys.exit(name + " is not UTC")
        return int(time.timestamp() * 1000)
    events = []
    for event in calendar.walk("VEVENT"):
        if event.errors:
            sys.exit(str(event.errors))
        events.append({
            "uid": str(event["UID"]), "summary": str(event["SUMMARY"]),
            "start": wall(event, "DTSTART"), "end": wall(event, "DTEND"),
            "stamp": wall(event, "DTSTAMP")})
    print(json.dumps({"name": str(calendar["X-WR-CALNAME"]), "events": events}))
    """

  init(_ bytes: [UInt8]) throws {
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "amparo-calendar-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer {
      do {
        try FileManager.default.removeItem(at: scratch)
      } catch {
        Issue.record(error)
      }
    }
    let input = scratch.appending(path: "input.ics")
    let output = scratch.appending(path: "output")
    try Data(bytes).write(to: input)
    try Data().write(to: output)
    let process = Process()
    // Debian's own, for which Debian's packages are.
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", Self.script]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "the calendar was refused")
    let json = try JSONParser.parse(Array(try Data(contentsOf: output)))
    name = try #require(json["name"]?.string)
    events = try #require(json["events"]?.array).map { event in
      Event(
        uid: try #require(event["uid"]?.string), summary: try #require(event["summary"]?.string),
        start: try #require(event["start"]?.int), end: try #require(event["end"]?.int),
        stamp: try #require(event["stamp"]?.int))
    }
  }
}

import Foundation

/// Directory documents that no line would hold.
enum LargeTown {
  /// One case on so many lines, as a person's editor would lay it out. `mark` is every alias.
  static let linesPerCase = 19

  static func document(cases: Int, mark: String, prefix: String = "C") -> Data {
    var text = """
      { "unit": { "id": "u", "time_zone": "Europe/Madrid" },
        "officers": [ { "id": "o1", "contacts": [ { "channel": "queue" } ] } ],
        "cases": [

      """
    text.reserveCapacity(cases * 320)
    for index in 0..<cases {
      text += """
        {
        "id":
        "\(prefix)\(index)",
        "alias":
        "\(mark)",
        "risk":
        "high",
        "phones":
        [
        "+346\(String(format: "%08d", index))"
        ],
        "assigned":
        "o1",
        "minors":
        [
        {
        "born": 2016
        }
        ]}\(index + 1 == cases ? "" : ",")

        """
    }
    return Data((text + "] }\n").utf8)
  }
}

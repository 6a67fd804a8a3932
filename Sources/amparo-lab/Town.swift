import AmparoCore
import AmparoHost
import Glibc

/// An invented town of any size, as a directory document.
struct Town {
  let officers: Int
  let cases: Int

  /// Bytes written at a time.
  private static let partBytes = 1 << 20
  /// Officers who take turns in each role: a year of weeks.
  private static let rotaOfficers = 52

  private static let risks = ["unappreciated", "low", "medium", "high", "extreme"]

  /// The victim's number of that case.
  static func number(_ index: Int) -> String { "+347" + digits(index, 8) }

  static func caseID(_ index: Int) -> String { "VG-" + digits(index, 7) }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }

  func write(to path: String) throws {
    let file = Descriptor(open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600))
    try write { try Files.write($0, to: file) }
  }

  /// As the daemon takes it into use. No clock of the town's matters to what is made of it, so it
  /// has one that is never changed.
  func directory(contacts: Set<OfficerID>) throws -> Directory {
    var document: [UInt8] = []
    write { document += $0 }
    let read = DirectoryDocument.decode(
      try JSONParser.parse(document), countryCode: "34",
      zone: { ZoneRules(name: $0, firstOffset: 3_600_000) }, contacts: contacts)
    guard let directory = read.value else { throw LabError("the town has faults: \(read.faults)") }
    return directory
  }

  private func write<Failure: Error>(
    _ take: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var part = #"{"unit":{"id":"u","name":"U","time_zone":"Europe/Madrid"},"officers":["#
    func add(_ text: String, _ index: Int) throws(Failure) {
      part += (index == 0 ? "\n" : ",\n") + text
      guard part.utf8.count >= Self.partBytes else { return }
      try take(Array(part.utf8))
      part = ""
    }
    for index in 0..<officers { try add(officer(index), index) }
    part += "],\"cases\":["
    for index in 0..<cases { try add(caseDocument(index), index) }
    part += "],\"rota\":{\"primary\":[\(layer("2026-01-05"))],"
    part += "\"secondary\":[\(layer("2026-01-12"))]}}\n"
    try take(Array(part.utf8))
  }

  private func officer(_ index: Int) -> String {
    #"{"id":"o\#(index)","name":"Agente \#(index)","login":"agent\#(index)","contacts":["#
      + #"{"channel":"queue"},{"channel":"call","address":"+346\#(Self.digits(index, 8))"}]}"#
  }

  /// With as much known as of a case that has been with the unit for years.
  private func caseDocument(_ index: Int) -> String {
    let id = #""id":"\#(Self.caseID(index))","alias":"Alias \#(index)","status":"active","#
    let risk = #""risk":"\#(Self.risks[index % 5])","risk_at":"2026-11-02","force":"local","#
    let phones =
      #""phones":["\#(Self.number(index))",{"number":"+349\#(Self.digits(index, 8))","#
      + #""of":"school","until":"2027-09-01"}],"#
    let people =
      #""assigned":"o\#(index % officers)","deputies":["o\#((index + 1) % officers)","#
      + #""o\#((index + 2) % officers)"],"#
    let victim =
      #""victim":{"name":"Nombre Inventado \#(index)","address":"Calle Inventada \#(index % 900)","#
      + #""language":"es","call_back":false,"safe_word":"jacaranda","approach":"discreet"},"#
    let order =
      #""order":{"in_force":true,"distance_m":500,"until":"2027-03-01","court":"Juzgado 1"},"#
    let aggressor =
      #""aggressors":[{"name":"Inventado \#(index)","description":"alto, pelo corto","#
      + #""phones":["+346\#(Self.digits(index, 8))"],"vehicle":"turismo gris"}],"#
    return "{" + id + risk + phones + people + victim + order + aggressor
      + #""minors":[{"born":2016,"school":"CEIP Inventado"}],"notes":"sin notas"}"#
  }

  private func layer(_ monday: String) -> String {
    let turns = (0..<min(officers, Self.rotaOfficers)).map { "\"o\($0)\"" }
    return #"{"name":"weeks","officers":[\#(turns.joined(separator: ","))],"#
      + #""from":"\#(monday)T07:00","rotate":"1w"}"#
  }
}

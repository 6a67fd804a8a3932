import AmparoHost
import AmparoTesting
import Glibc

/// One call through the fake gateway, told line by line.
struct GatewayCall {
  private var gateway: FakeGateway
  private var environment: FakeEnvironment

  init(_ arguments: ArraySlice<String>) throws {
    let key = "lab-\(Clock.wallMilliseconds())"
    gateway = FakeGateway(program: "", options: [], log: nil)
    environment = FakeEnvironment(uniqueID: key)
    var rest = arguments
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { throw LabError("\(name) has no value") }
      switch name {
      case "--agi": gateway.program = value
      case "--caller": environment.callerID = value
      case "--officer": try addOfficer(value)
      case _: gateway.options += [name, value]
      }
    }
    if gateway.program.isEmpty { throw LabError("--agi must name the program, amparo-agi") }
  }

  private mutating func addOfficer(_ text: String) throws {
    let parts = text.split(separator: "=").map(String.init)
    guard parts.count == 2, let officer = FakeOfficer(rawValue: parts[1]) else {
      let words = FakeOfficer.allCases.map(\.rawValue).joined(separator: ", ")
      throw LabError("--officer takes NUMBER=DOES, and DOES is one of: \(words)")
    }
    gateway.officers[parts[0]] = officer
  }

  func run() throws {
    let call = try gateway.take(environment)
    print("alert      \(call.variables["AMPARO_ALERT"] ?? "none")")
    print("statuses   \(call.statuses.joined(separator: ", "))")
    for (index, numbers) in call.dialled.enumerated() {
      print("dial \(index + 1)     \(numbers.joined(separator: " & "))")
    }
    for leg in call.legs { print("leg        \(leg)") }
    print("connected  \(call.connected ?? "nobody")")
    for fault in call.faults { print("FAULT      \(fault)") }
    exit(call.faults.isEmpty ? 0 : 1)
  }
}

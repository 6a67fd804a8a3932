// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

/// A room: a folder under `Sources`, a module named `Amparo` and the folder's name.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: "Amparo" + name, dependencies: dependencies, path: "Sources/" + name,
    swiftSettings: house)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "Sources/" + name, swiftSettings: house)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies, path: "Tests/" + name + "Tests",
    swiftSettings: house)
}

let package = Package(
  name: "amparo",
  targets: [
    .systemLibrary(
      name: "CSQLite", path: "Sources/CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CLinux", path: "Sources/CLinux"),
    room("Core"),
    room("Wire", ["AmparoCore"]),
    room("Desk", ["AmparoCore", "AmparoWire"]),
    room("Store", ["AmparoCore", "CSQLite"]),
    room("Host", ["CLinux"]),
    room("Paging", ["AmparoCore", "AmparoHost"]),
    room("Config", ["AmparoCore", "AmparoHost"]),
    room("Telephony", ["AmparoCore", "AmparoWire", "AmparoHost"]),
    room("Calendar", ["AmparoCore"]),
    room("Server", ["AmparoDesk", "AmparoWire", "AmparoCore", "AmparoHost"]),
    room(
      "Testing", ["AmparoCore", "AmparoWire", "AmparoDesk", "AmparoStore", "AmparoHost"]),
    program(
      "amparod",
      [
        "AmparoCore", "AmparoWire", "AmparoDesk", "AmparoStore", "AmparoHost", "AmparoPaging",
        "AmparoConfig", "AmparoServer",
      ]),
    program(
      "amparo",
      ["AmparoCore", "AmparoWire", "AmparoHost", "AmparoConfig", "AmparoCalendar", "AmparoStore"]),
    program("amparo-agi", ["AmparoHost", "AmparoTelephony"]),
    program("amparo-sms", ["AmparoTelephony", "AmparoHost"]),
    program("amparo-ami", ["AmparoHost", "AmparoConfig", "AmparoTelephony"]),
    program(
      "amparo-lab",
      [
        "AmparoCore", "AmparoWire", "AmparoDesk", "AmparoStore", "AmparoHost", "AmparoTesting",
        "CSQLite",
      ]),
    tests("Core", ["AmparoCore"]),
    tests("Wire", ["AmparoCore", "AmparoWire"]),
    tests("Desk", ["AmparoCore", "AmparoWire", "AmparoDesk", "AmparoTesting"]),
    tests("Server", ["AmparoServer"]),
    tests("Simulation", ["AmparoTesting", "amparo-lab"]),
    tests("Store", ["AmparoCore", "AmparoStore", "CSQLite"]),
    tests("Host", ["AmparoHost"]),
    tests("Paging", ["AmparoCore", "AmparoPaging", "AmparoHost"]),
    tests(
      "Telephony",
      ["AmparoCore", "AmparoTelephony", "AmparoHost", "AmparoTesting", "amparo-agi"]),
    tests("Config", ["AmparoCore", "AmparoConfig", "AmparoHost"]),
    tests("Calendar", ["AmparoCore", "AmparoCalendar", "AmparoConfig"]),
    tests(
      "Line",
      [
        "AmparoCore", "AmparoWire", "AmparoHost", "AmparoTesting", "CSQLite", "amparod", "amparo",
        "amparo-agi", "amparo-ami", "amparo-sms", "amparo-lab",
      ]),
    tests(
      "Repository",
      ["AmparoCore", "AmparoConfig", "AmparoDesk", "AmparoTelephony", "AmparoWire"]),
  ]
)

// The fuzzer brings its own main function, so it is built only where `Tests/Fuzz/run` asks for it.
if Context.environment["AMPARO_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "amparo-fuzz",
      dependencies: [
        "AmparoCore", "AmparoWire", "AmparoDesk", "AmparoHost", "AmparoConfig", "AmparoTelephony",
        "AmparoTesting",
      ],
      path: "Tests/Fuzz", exclude: ["run", "seeds"],
      swiftSettings: house + [.unsafeFlags(["-parse-as-library"])]))
}

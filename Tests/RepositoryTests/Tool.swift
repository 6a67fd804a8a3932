import Foundation

/// One run of another program, with what it wrote to either output.
struct Tool {
  let status: Int32
  let output: String

  init(_ program: String, _ arguments: [String], input: String = "") throws {
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "amparo-tool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let files = ["input", "output"].map { scratch.appending(path: $0) }
    try input.write(to: files[0], atomically: true, encoding: .utf8)
    try Data().write(to: files[1])
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let output = try FileHandle(forWritingTo: files[1])
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = output
    process.standardError = output
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    self.output = try String(contentsOf: files[1], encoding: .utf8)
    try FileManager.default.removeItem(at: scratch)
  }
}

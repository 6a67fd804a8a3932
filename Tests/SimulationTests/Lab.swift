import Foundation
import Testing

/// The built laboratory, run as a person would: it fixes the order of sets by itself, so that a
/// seed means the same in every run.
enum Lab {
  struct Run {
    var output: String
    var status: Int32
  }

  static func sim(_ arguments: String...) throws -> Run {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "amparo-lab")
    process.arguments = ["sim"] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(output: String(decoding: bytes, as: UTF8.self), status: process.terminationStatus)
  }
}

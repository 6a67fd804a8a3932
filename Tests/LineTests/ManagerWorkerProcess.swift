import AmparoHost
import Foundation
import Testing

/// The real `amparo-ami` as a process, with a configuration and a secret of its own.
final class ManagerWorkerProcess {
  private let process = Process()
  private let log: URL

  var output: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }
  var isRunning: Bool { process.isRunning }

  init(
    in directory: URL, socket: String, port: UInt16, secret: String = "s3cret", mode: Int = 0o600
  )
    throws
  {
    let secretFile = directory.appending(path: "secret")
    let configuration = directory.appending(path: "amparo-ami.json5")
    log = directory.appending(path: "ami-log")
    try Data("\(secret)\n".utf8).write(to: secretFile)
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: secretFile.path())
    try Data(
      """
      { socket: "\(socket)", channel: "call",
        manager: { port: \(port), user: "amparo", secret_file: "\(secretFile.path())" } }
      """.utf8
    ).write(to: configuration)
    try Data().write(to: log)
    process.executableURL = Daemon.program.deletingLastPathComponent()
      .appending(path: "amparo-ami")
    process.arguments = ["--config", configuration.path()]
    process.standardError = try FileHandle(forWritingTo: log)
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// Its exit status, once it has ended by itself.
  func status() throws -> Int32 {
    try #require(poll(seconds: 20) { !self.process.isRunning })
    return process.terminationStatus
  }

  /// Stops it with SIGTERM and returns its exit status.
  func stop() throws -> Int32 {
    process.terminate()
    return try status()
  }
}

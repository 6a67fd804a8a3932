import Foundation
import Testing

@Suite struct ServiceManagerLineTests {
  /// What a service manager does, in Python: passes a listening socket as descriptor 3, hears the
  /// notices, reloads and stops the daemon, and prints what came of it.
  private static let manager = """
    import json, os, signal, socket, sys
    program, configuration, folder = sys.argv[1:4]
    door = socket.socket(socket.AF_UNIX); door.bind(folder + "/door"); door.listen(8)
    notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    notices.bind(folder + "/notices"); notices.settimeout(20)
    early = socket.socket(socket.AF_UNIX); early.connect(folder + "/door")
    early.sendall(b'{"op":"version"}\\n')
    pid = os.fork()
    if pid == 0:
        os.dup2(door.fileno(), 3); os.set_inheritable(3, True)
        os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()), WATCHDOG_USEC="200000",
                          WATCHDOG_PID=str(os.getpid()), NOTIFY_SOCKET=folder + "/notices")
        os.execv(program, ["amparod", "--config", configuration, "--database", folder + "/l.db"])
    def hear(word):
        while True:
            if word in notices.recv(256).decode(): return word
    heard = [hear("READY=1"), hear("WATCHDOG=1"), hear("WATCHDOG=1")]
    answer = json.loads(early.makefile().readline())
    os.kill(pid, signal.SIGHUP)
    heard += [hear("RELOADING=1"), hear("READY=1")]
    os.kill(pid, signal.SIGTERM)
    heard.append(hear("STOPPING=1"))
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    print(json.dumps([answer["ok"], status, os.path.exists(folder + "/door"), len(heard)]))
    """

  @Test("it takes its socket from the service manager, says how it is, and answers who waited")
  func activation() throws {
    let daemon = try Daemon(directoryDocument: nil)
    #expect(daemon.stop() == 0)
    let script = daemon.directory.appending(path: "manager.py")
    try Self.manager.write(to: script, atomically: true, encoding: .utf8)
    let output = daemon.directory.appending(path: "output")
    try Data().write(to: output)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", script.path(), Daemon.program.path(),
      daemon.directory.appending(path: "amparo.json5").path(), daemon.directory.path(),
    ]
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOf: output, encoding: .utf8)
    #expect(text == "[true, 0, true, 6]\n")
  }
}

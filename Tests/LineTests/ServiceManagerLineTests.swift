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

  /// Makes every fdatasync(2) wait for as long as a file is there: a disk that hangs.
  private static let hangingDisk = """
    #include <stdlib.h>
    #include <sys/syscall.h>
    #include <unistd.h>
    int fdatasync(int file) {
      while (access(getenv("HANG"), F_OK) == 0) usleep(1000);
      return syscall(SYS_fdatasync, file);
    }
    """

  private static let hangWatcher = """
    import os, signal, socket, sys
    program, configuration, folder = sys.argv[1:4]
    notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    notices.bind(folder + "/notices"); notices.settimeout(20)
    pid = os.fork()
    if pid == 0:
        os.environ.update(WATCHDOG_USEC="200000", WATCHDOG_PID=str(os.getpid()),
                          NOTIFY_SOCKET=folder + "/notices", HANG=folder + "/hang",
                          LD_PRELOAD=folder + "/disk.so")
        os.execv(program, ["amparod", "--config", configuration, "--database", folder + "/h.db"])
    def hear():
        while notices.recv(256) != b"WATCHDOG=1": pass
    def silence():
        notices.settimeout(2)
        for _ in range(100):
            try: notices.recv(256)
            except TimeoutError: return True
        return False
    hear(); hear()
    open(folder + "/hang", "w").close()
    fell_silent = silence()
    os.unlink(folder + "/hang")
    notices.settimeout(20)
    hear(); hear()
    os.kill(pid, signal.SIGTERM)
    print(fell_silent, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    """

  @Test("a line whose disk hangs gives no sign of life, though nobody asks it anything")
  func hangingStore() throws {
    let daemon = try Daemon(directoryDocument: nil)
    #expect(daemon.stop() == 0)
    let source = daemon.directory.appending(path: "disk.c").path()
    try Self.hangingDisk.write(toFile: source, atomically: true, encoding: .utf8)
    let library = daemon.directory.appending(path: "disk.so").path()
    #expect(try run(["clang", "-shared", "-fPIC", "-o", library, source], daemon) == "")
    let script = daemon.directory.appending(path: "watcher.py").path()
    try Self.hangWatcher.write(toFile: script, atomically: true, encoding: .utf8)
    let output = try run(
      [
        "python3", script, Daemon.program.path(),
        daemon.directory.appending(path: "amparo.json5").path(), daemon.directory.path(),
      ], daemon)
    #expect(output == "True 0\n")
  }

  /// Runs a program found in PATH to its end and returns what it wrote.
  private func run(_ arguments: [String], _ daemon: Daemon) throws -> String {
    let output = daemon.directory.appending(path: UUID().uuidString)
    try Data().write(to: output)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try String(contentsOf: output, encoding: .utf8)
  }

  @Test("it takes its socket from the service manager, says how it is, and answers who waited")
  func activation() throws {
    let daemon = try Daemon(directoryDocument: nil)
    #expect(daemon.stop() == 0)
    let script = daemon.directory.appending(path: "manager.py")
    try Self.manager.write(to: script, atomically: true, encoding: .utf8)
    let text = try run(
      [
        "python3", script.path(), Daemon.program.path(),
        daemon.directory.appending(path: "amparo.json5").path(), daemon.directory.path(),
      ], daemon)
    #expect(text == "[true, 0, true, 6]\n")
  }
}

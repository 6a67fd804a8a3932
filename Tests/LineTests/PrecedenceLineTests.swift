import Foundation
import Glibc
import Testing

/// What the real daemon does about processors that others keep busy.
@Suite struct PrecedenceLineTests {
  /// By thread, its first being the line's, the policy of the scheduler: the 41st field of
  /// proc_pid_stat(5), after a name that may hold blanks.
  private func policies(_ process: Int32) throws -> [Int32] {
    let tasks = "/proc/\(process)/task"
    let threads = try FileManager.default.contentsOfDirectory(atPath: tasks).compactMap(Int32.init)
    return try threads.sorted().map { thread in
      let text = try String(contentsOfFile: "\(tasks)/\(thread)/stat", encoding: .utf8)
      let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
      return try #require(Int32(fields[38]))
    }
  }

  @Test("the line comes before other programs where it may, and its helpers do not")
  func ranked() throws {
    let daemon = try Daemon()
    _ = try WireClient(daemon.socket).raise(id: "r1")
    let policies = try policies(try #require(daemon.processID))
    #expect(policies.count > 3)
    #expect(policies.dropFirst().allSatisfy { $0 == SCHED_OTHER })
    let isTold = try daemon.log.contains("the line has no real-time priority")
    #expect(policies.first == (isTold ? SCHED_OTHER : SCHED_RR))
  }

  @Test("a daemon that may not come before others says so, and serves")
  func ordinary() throws {
    // Root keeps its files, and not the capability.
    let drop = getuid() == 0 ? ["/usr/bin/setpriv", "--bounding-set", "-sys_nice"] : []
    let daemon = try Daemon(through: drop)
    #expect(try WireClient(daemon.socket).raise(id: "r1")["durable"] == true)
    #expect(try policies(try #require(daemon.processID)).allSatisfy { $0 == SCHED_OTHER })
    #expect(try daemon.log.contains("the line has no real-time priority"))
  }
}

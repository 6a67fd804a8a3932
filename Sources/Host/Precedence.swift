import Glibc

/// How the kernel ranks a thread among those that want a processor.
package enum Precedence {
  /// SCHED_RESET_ON_FORK of sched(7), which the C library declares for GNU programs only.
  private static let resetOnFork: Int32 = 0x4000_0000

  /// Puts the calling thread before all that have no real-time priority (SCHED_RR of sched(7), the
  /// lowest of its priorities): woken, it has a processor at once, where even one with a nice value
  /// of -20 may wait until the thread that runs there has used up its slice, some milliseconds.
  /// What it starts, threads and programs, is ordinary. False where the system does not allow it:
  /// it wants CAP_SYS_NICE, or LimitRTPRIO= of the unit (systemd.exec(5)).
  ///
  /// The kernel leaves a part of each second to the others however busy the thread is (sched(7), on
  /// limiting the CPU usage of real-time processes).
  package static func takeRealTime() -> Bool {
    var parameters = sched_param(sched_priority: sched_get_priority_min(SCHED_RR))
    return sched_setscheduler(0, SCHED_RR | resetOnFork, &parameters) == 0
  }
}

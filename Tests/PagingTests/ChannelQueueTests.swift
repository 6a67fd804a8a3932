import AmparoCore
import AmparoHost
import Dispatch
import Testing

@testable import AmparoPaging

@Suite struct ChannelQueueTests {
  @Test("a page that was refused for want of room is not handed over when there is room again")
  func refused() throws {
    let queue = try ChannelQueue("bell", threads: 1)
    let hasBegun = DispatchSemaphore(value: 0)
    let mayEnd = DispatchSemaphore(value: 0)
    let reports = Reports()
    let deliver: @Sendable (PageTask) -> Void = { task in
      reports.take(PageReport(page: task.page, state: .delivered))
    }
    #expect(
      queue.add(Tasks.task(1)) { task in
        hasBegun.signal()
        mayEnd.wait()
        deliver(task)
      })
    #expect(hasBegun.wait(timeout: .now() + 10) == .success)
    // While the thread hangs, page after page comes and is withdrawn, until none is taken.
    var refused: Int64 = 2
    while queue.add(Tasks.task(refused), deliver: deliver) {
      queue.withdraw(PageID(refused))
      refused += 1
      try #require(refused < 10_000)
    }
    mayEnd.signal()
    #expect(reports.report(of: 1) != nil)
    var last = refused + 1
    while !queue.add(Tasks.task(last), deliver: deliver) { last += 1 }
    #expect(reports.report(of: last) != nil)
    #expect(reports.all.map(\.page.rawValue) == [1, last])
  }
}

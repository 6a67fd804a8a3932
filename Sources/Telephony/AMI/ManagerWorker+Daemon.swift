import AmparoCore
import AmparoHost

/// The side of the daemon.
extension ManagerWorker {
  /// A daemon that does not know the channel learns of it by a change of its configuration.
  private static let refusedWait = TimeSpan.seconds(10)

  func connectLine(_ now: Int64) {
    do throws(LineClientError) {
      line = try WorkerLine(socket: settings.socket, channel: settings.channel, now: now)
    } catch {
      loseLine("\(error)", now)
    }
  }

  func take(_ happenings: [WorkerLine.Happening], _ now: Int64) {
    for happening in happenings where line != nil {
      switch happening {
      case .subscribed:
        lineWait.reset()
        lineComplaint = nil
        SystemLog.line(.notice, "serves channel \(settings.channel)")
      case .refused(let words):
        complain("the daemon refuses the subscription (\(words))")
        dropLine(again: now + Self.refusedWait.milliseconds)
      case .dial(let event): dial(event, now)
      case .withdraw(let event):
        guard let call = PageTry(event: event) else {
          SystemLog.line(.error, "the daemon sent a withdrawal without a page and a token")
          continue
        }
        SystemLog.line(.info, "page \(call.page) is withdrawn")
        settle(manager?.ask { $0.withdraw(call, now: now) } ?? [], now)
      case .drillCall:
        SystemLog.line(.info, "the line is rung for a drill")
        settle(manager?.ask { $0.drill(now: now) } ?? [], now)
      case .resultRefused(let code):
        SystemLog.line(.notice, "the daemon did not take a page's result: \(code)")
      case .lost(let why): loseLine(why, now)
      }
    }
  }

  private func dial(_ event: JSONValue, _ now: Int64) {
    guard let call = PageTry(event: event) else {
      return SystemLog.line(.error, "the daemon sent a page without its number and a token")
    }
    do throws(ManagerFault) {
      let order = try DialOrder(call, event: event)
      SystemLog.line(.info, "page \(call.page) of alert \(order.alert) is rung")
      let wall = Clock.wallMilliseconds()
      settle(manager?.ask { $0.dial(order, wall: wall, now: now) } ?? [], now)
    } catch {
      fail(call, error.description, now)
    }
  }

  /// Tells the daemon that a page did not go out.
  func fail(_ call: PageTry, _ why: String, _ now: Int64) {
    SystemLog.line(.error, "page \(call.page) was not rung: \(why)")
    do throws(LineClientError) {
      try line?.fail(call, why)
    } catch {
      loseLine("\(error)", now)
    }
  }

  private func loseLine(_ why: String, _ now: Int64) {
    dropLine(again: now + lineWait.take())
    complain("the daemon is not reached (\(why))")
  }

  private func complain(_ why: String) {
    guard lineComplaint != why else { return }
    lineComplaint = why
    SystemLog.line(.error, why)
  }
}

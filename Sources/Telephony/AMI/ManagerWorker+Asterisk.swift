import AmparoCore
import AmparoHost

/// The side of Asterisk.
extension ManagerWorker {
  /// How long a login must have stood for the next loss to be one of its own.
  private static let steadyAfter = TimeSpan.seconds(5)
  /// A wrong secret does not mend itself: after some tries it is tried only so often.
  private static let refusedWait = TimeSpan.seconds(2)
  private static let refusedOftenWait = TimeSpan.minutes(1)
  private static let refusedOften = 3

  func connectWhatIsDue(_ now: Int64) {
    if manager == nil, managerAt <= now { connectManager(now) }
    if manager?.isReady == true, line == nil, lineAt <= now { connectLine(now) }
  }

  private func connectManager(_ now: Int64) {
    let secret: String
    do throws(FileError) {
      secret = try ManagerSecret.read(settings.secretFile)
    } catch {
      return refuseLogin("\(error)", now)
    }
    let session = ManagerSession(
      user: settings.user, secret: secret, plan: settings.plan, nonce: Entropy.next(), now: now)
    do throws(SystemError) {
      manager = try ManagerLink(settings.address, session)
    } catch {
      loseManager("\(error)", now)
    }
  }

  /// Does what the connection's happenings ask for; those after its end are of no use.
  func settle(_ happenings: [ManagerHappening], _ now: Int64) {
    for happening in happenings where manager != nil {
      switch happening {
      case .ready:
        loginsRefused = 0
        readySince = now
        managerComplaint = nil
        lineAt = now
        SystemLog.line(.notice, "logged in at Asterisk's manager")
      case .loginRefused(let words): refuseLogin("Asterisk refuses the login: \(words)", now)
      case .dialRefused(let call, let why): fail(call, why, now)
      case .drillRefused(let why):
        SystemLog.line(.error, "the call of a drill was not made: \(why)")
      case .lost(let why): loseManager(why, now)
      }
    }
  }

  private func loseManager(_ why: String, _ now: Int64) {
    if let readySince, now - readySince >= Self.steadyAfter.milliseconds { managerWait.reset() }
    dropManager(again: now + managerWait.take())
    complain("Asterisk's manager is not reached (\(why))")
  }

  private func refuseLogin(_ why: String, _ now: Int64) {
    loginsRefused += 1
    let isOften = loginsRefused >= Self.refusedOften
    let wait = isOften ? Self.refusedOftenWait : Self.refusedWait
    dropManager(again: now + wait.milliseconds)
    if loginsRefused == Self.refusedOften {
      SystemLog.line(
        .critical,
        "\(why); refused \(loginsRefused) times, tried again every \(wait). Look at user and "
          + "secret in manager.conf")
    } else {
      complain(why)
    }
  }

  /// Once for each reason, until it is over.
  private func complain(_ why: String) {
    guard managerComplaint != why else { return }
    managerComplaint = why
    SystemLog.line(.error, "\(why); meanwhile the daemon has no worker here, and uses its fallback")
  }
}

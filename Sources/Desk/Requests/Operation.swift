import AmparoCore

/// The operations of the protocol, and which roles may ask for each.
package enum Operation: String, Sendable, CaseIterable {
  case alertRaise = "alert.raise"
  case alertUpdate = "alert.update"
  case alertWait = "alert.wait"
  case alertAcknowledge = "alert.acknowledge"
  case alertDecline = "alert.decline"
  case alertProgress = "alert.progress"
  case alertRelease = "alert.release"
  case alertTransfer = "alert.transfer"
  case alertResolve = "alert.resolve"
  case alertCancel = "alert.cancel"
  case alertNote = "alert.note"
  case alertGet = "alert.get"
  case alertList = "alert.list"
  case alertHistory = "alert.history"
  case queueSubscribe = "queue.subscribe"
  case queueList = "queue.list"
  case pageReceived = "page.received"
  case pageResult = "page.result"
  case directoryApply = "directory.apply"
  case directoryExport = "directory.export"
  case directoryCheck = "directory.check"
  case caseShow = "case.show"
  case caseList = "case.list"
  case casePut = "case.put"
  case officerList = "officer.list"
  case absenceAdd = "absence.add"
  case rotaWho = "rota.who"
  case drillStart = "drill.start"
  case health
  case metrics
  case auditVerify = "audit.verify"
  case configReload = "config.reload"
  case version

  package var roles: Set<Role> {
    switch self {
    case .alertRaise, .alertUpdate, .alertAcknowledge, .alertDecline:
      [.gateway, .responder, .supervisor]
    case .alertWait, .pageResult: [.gateway]
    case .alertProgress, .alertRelease, .alertResolve, .alertNote, .alertGet, .alertList,
      .alertHistory, .queueSubscribe, .queueList, .pageReceived, .officerList, .rotaWho:
      [.responder, .supervisor]
    case .alertTransfer, .alertCancel, .directoryApply, .directoryExport, .directoryCheck,
      .caseShow, .caseList, .casePut, .absenceAdd:
      [.supervisor]
    case .drillStart: [.admin, .supervisor]
    case .auditVerify, .configReload: [.admin]
    case .health, .metrics: [.admin, .monitor, .supervisor]
    case .version: Set(Role.allCases)
    }
  }
}

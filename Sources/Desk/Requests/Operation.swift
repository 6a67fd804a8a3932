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
  case channelSubscribe = "channel.subscribe"
  case smsReceived = "sms.received"
  case directoryApply = "directory.apply"
  case directoryExport = "directory.export"
  case directoryCheck = "directory.check"
  case directoryHistory = "directory.history"
  case caseShow = "case.show"
  case caseList = "case.list"
  case casePut = "case.put"
  case caseEdit = "case.edit"
  case caseImport = "case.import"
  case officerList = "officer.list"
  case officerPut = "officer.put"
  case absenceAdd = "absence.add"
  case absenceList = "absence.list"
  case absenceRemove = "absence.remove"
  case rotaWho = "rota.who"
  case rotaShow = "rota.show"
  case rotaCheck = "rota.check"
  case rotaOverride = "rota.override"
  case rotaSwap = "rota.swap"
  case followUpList = "followup.list"
  case followUpDone = "followup.done"
  case followUpPlan = "followup.plan"
  case accessList = "access.list"
  case retentionDue = "retention.due"
  case retentionErase = "retention.erase"
  case retentionHold = "retention.hold"
  case retentionRelease = "retention.release"
  case drillStart = "drill.start"
  case health
  case metrics
  case auditVerify = "audit.verify"
  case backupCreate = "backup.create"
  case report
  case configReload = "config.reload"
  case version

  package var roles: Set<Role> {
    switch self {
    case .alertRaise, .alertUpdate, .alertAcknowledge, .alertDecline:
      [.gateway, .responder, .supervisor]
    case .pageResult, .channelSubscribe, .smsReceived: [.gateway]
    // Whoever may start a drill may wait for its end, and for that of no other alert.
    case .alertWait: [.gateway, .admin, .supervisor]
    case .alertProgress, .alertRelease, .alertResolve, .alertNote, .alertGet, .alertList,
      .alertHistory, .queueSubscribe, .queueList, .pageReceived, .officerList, .rotaWho,
      .rotaShow, .followUpList, .followUpDone, .followUpPlan:
      [.responder, .supervisor]
    case .alertTransfer, .alertCancel, .directoryApply, .directoryExport, .directoryCheck,
      .directoryHistory, .caseShow, .caseList, .casePut, .caseEdit, .caseImport, .officerPut,
      .absenceAdd,
      .absenceList, .absenceRemove, .rotaCheck, .rotaOverride, .rotaSwap, .retentionErase,
      .retentionHold, .retentionRelease:
      [.supervisor]
    case .accessList, .retentionDue: [.supervisor, .admin]
    case .drillStart: [.admin, .supervisor]
    case .auditVerify, .backupCreate, .configReload: [.admin]
    case .report: [.supervisor]
    case .health, .metrics: [.admin, .monitor, .supervisor]
    case .version: Set(Role.allCases)
    }
  }

  /// Whether the reply tells of persons, so that even a look that was denied goes on record.
  package var showsPersons: Bool {
    switch self {
    case .alertGet, .alertList, .alertHistory, .queueSubscribe, .queueList, .directoryExport,
      .directoryCheck, .caseShow, .caseList, .casePut, .caseEdit, .caseImport, .followUpList,
      .followUpDone, .followUpPlan, .accessList, .rotaCheck:
      true
    case .alertRaise, .alertUpdate, .alertWait, .alertAcknowledge, .alertDecline, .alertProgress,
      .alertRelease, .alertTransfer, .alertResolve, .alertCancel, .alertNote, .pageReceived,
      .pageResult, .channelSubscribe, .directoryApply, .directoryHistory, .officerList, .officerPut,
      .absenceAdd,
      .absenceList,
      .absenceRemove, .rotaWho, .rotaShow, .rotaOverride, .rotaSwap, .drillStart,
      .health, .metrics, .auditVerify, .backupCreate, .report, .configReload, .retentionDue,
      .retentionErase,
      .retentionHold, .retentionRelease, .smsReceived, .version:
      false
    }
  }
}

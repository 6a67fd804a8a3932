extension Survey {
  /// A warning for each channel by which one of these officers is to be reached and which is not
  /// there: pages by it fail. The queue always is, and the gateway's own ringing needs none.
  package static func unknownChannels(
    of officers: [Officer], _ settings: EscalationSettings
  ) -> [Fault] {
    var known = settings.channels.union([Contact.queueChannel, Contact.callChannel])
    var list = FaultList()
    for officer in officers {
      for (index, contact) in officer.contacts.enumerated()
      where known.insert(contact.channel).inserted {
        list.add(
          Fault(
            path: "officer \(officer.id).contacts[\(index)].channel",
            message: "no channel \"\(contact.channel)\" is configured; pages by it will fail"))
      }
    }
    return list.faults
  }
}

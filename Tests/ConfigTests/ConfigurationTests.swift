import AmparoConfig
import AmparoCore
import AmparoHost
import Testing

@Suite struct ConfigurationTests {
  @Test("the least a configuration needs leaves every other member at its default")
  func least() throws {
    let configuration = try ConfigurationFixture.configuration()
    #expect(configuration.language == .es)
    #expect(configuration.channels == [:])
    #expect(configuration.limits == Configuration.Limits())
    #expect(configuration.escalation.followUps == FollowUpTimes())
    #expect(configuration.escalation.retention == RetentionTimes())
    let escalation = configuration.escalation
    #expect(escalation.countryCode == "34")
    #expect(escalation.defaultPolicy == "standard")
    #expect(escalation.unknownCallerPolicy == "standard")
    #expect(escalation.aggressorLinePolicy == "standard")
    #expect(escalation.policyByRisk == [:])
    #expect(escalation.lastResort == .contact("desk"))
    #expect(
      escalation.policies["standard"]
        == Policy(name: "standard", steps: [Step(page: [.assigned], ackWithin: .seconds(45))]))
  }

  @Test("the configuration of the protocol's page loads as it says")
  func protocolExample() throws {
    let loaded = ConfigurationFixture.load(Self.example)
    #expect(loaded.faults == [])
    let configuration = try #require(loaded.configuration)
    let escalation = configuration.escalation
    let standard = try #require(escalation.policies["standard"])
    #expect(standard.steps.map(\.ackWithin) == [45, 45, 60, 60].map(TimeSpan.seconds))
    #expect(standard.steps[0].page == [.assigned, .onCall(role: "primary")])
    #expect(standard.steps[2].page == [.unit, .supervisors, .contact("control_room")])
    #expect(standard.repeatFrom == 3)
    #expect(standard.notify == [.contact("national_police")])
    #expect(standard.arriveWithin == .minutes(20))
    #expect(standard.repeatCallAdvancesAfter == 2)
    #expect(escalation.policyByRisk == [.extreme: "extreme", .high: "urgent"])
    #expect(escalation.unknownCallerPolicy == "unknown")
    #expect(escalation.aggressorLinePolicy == "extreme")
    #expect(escalation.channels == ["call", "sms", "bell"])
    #expect(
      configuration.channels["bell"]
        == .exec(command: ["/usr/local/bin/ring-bell"], timeout: .seconds(10), tries: 3))
    #expect(configuration.channels["sms"] == .smstoolsSpool(outgoing: "/var/spool/sms/outgoing"))
    #expect(
      configuration.channels["call"]
        == .asteriskSpool(
          outgoing: "/var/spool/asterisk/outgoing", context: "amparo-page",
          dial: "PJSIP/{number}@trunk", drill: nil))
    #expect(configuration.escalation.followUps.afterAlert == .hours(24))
    #expect(configuration.escalation.retention.accessLog == .days(5 * 365))
  }

  static let example = """
    {
      socket: "/run/amparo/amparo.sock",
      database: "/var/lib/amparo/amparo.db",
      language: "es",
      country_code: "34",
      peers: [ { user: "asterisk", role: "gateway" }, { group: "viogen", role: "responder" },
               { user: "root", role: "admin" },
               { user: "console", roles: ["responder", "supervisor"], acts_for: "any" } ],
      policies: {
        standard: {
          steps: [
            { page: ["assigned", "on_call:primary"], ack_within: "45s" },
            { page: ["deputies", "on_call:secondary"], ack_within: "45s" },
            { page: ["unit", "supervisors", "contact:control_room"], ack_within: "60s" },
            { page: ["contact:emergency_112"], ack_within: "60s" },
          ],
          repeat_from: 3,
          notify: ["contact:national_police"],
          progress_within: "3m", arrive_within: "20m", check_in_every: "15m",
          repeat_call_advances_after: 2,
        },
        urgent: { steps: [ { page: ["assigned"], ack_within: "30s" } ] },
        extreme: { steps: [ { page: ["unit"], ack_within: "30s" } ] },
        unknown: { steps: [ { page: ["on_call:primary"], ack_within: "30s" } ] },
      },
      policy_by_risk: { extreme: "extreme", high: "urgent", default: "standard" },
      policy_unknown_caller: "unknown",
      policy_aggressor_line: "extreme",
      contacts: {
        control_room: { login: "control",
          contacts: [ { channel: "queue" }, { channel: "call", address: "+34968000000" } ] },
        emergency_112: { contacts: [ { channel: "call", address: "112" } ] },
        national_police: { contacts: [ { channel: "call", address: "+34968000091" } ] },
      },
      last_resort: "control_room",
      channels: {
        call: { kind: "asterisk_spool", outgoing: "/var/spool/asterisk/outgoing",
          context: "amparo-page", dial: "PJSIP/{number}@trunk" },
        sms: { kind: "smstools_spool", outgoing: "/var/spool/sms/outgoing" },
        bell: { kind: "exec", command: ["/usr/local/bin/ring-bell"], timeout: "10s", tries: 3 },
      },
      follow_ups: { extreme: "72h", high: "7d", medium: "30d", low: "60d", unappreciated: "90d",
        after_alert: "24h" },
      limits: { connections: 512, connections_per_user: 64, line_bytes: 65536 },
      retention: { resolved_alerts: "5y", access_log: "5y" },
    }
    """

  @Test("a channel of kind worker is served over the socket, and by its fallback meanwhile")
  func workers() throws {
    let configuration = try ConfigurationFixture.configuration([
      (
        "channels",
        """
        { call: { kind: "worker", fallback: "bell" }, fax: { kind: "worker" },
          bell: { kind: "exec", command: ["/bin/true"] } }
        """
      )
    ])
    #expect(
      configuration.escalation.workers
        == ["call": WorkerChannel(fallback: "bell"), "fax": WorkerChannel()])
    #expect(configuration.escalation.channels == ["call", "fax", "bell"])
  }

  @Test("a contact's telephone number is kept in one form, by the configured country")
  func contactNumbers() throws {
    let configuration = try ConfigurationFixture.configuration([
      ("country_code", #""44""#),
      (
        "contacts",
        """
        { desk: { name: "Desk", login: 1001, contacts: [
            { channel: "call", address: "+34 968-111-000" },
            { channel: "call", address: "020 7946 0000" }, { channel: "call", address: "112" },
        ] } }
        """
      ),
    ])
    let desk = try #require(configuration.escalation.contacts[.contact("desk")])
    #expect(desk.contacts.map(\.address) == ["+34968111000", "+442079460000", "112"])
    #expect(desk.login == "1001")
    #expect(desk.name == "Desk")
  }

  @Test("peers are found by name or number, and may have several roles and act for officers")
  func peers() throws {
    let configuration = try ConfigurationFixture.configuration([
      (
        "peers",
        """
        [ { user: "root", role: "admin" }, { group: 4242, roles: ["responder", "supervisor"] },
          { user: "4243", role: "gateway", acts_for: "any" },
          { user: 4244, role: "responder", acts_for: ["o1", "contact:desk"] } ]
        """
      )
    ])
    #expect(configuration.peers.map(\.who) == [.user(0), .group(4242), .user(4243), .user(4244)])
    #expect(configuration.peers[1].roles == [.responder, .supervisor])
    #expect(
      configuration.peers.map(\.actsFor) == [
        .nobody, .nobody, .any, .only([OfficerID("o1"), .contact("desk")]),
      ])
    let member = PeerCredentials(pid: 1, uid: 5, gid: 6, groups: [7, 4242])
    #expect(configuration.peers.filter { $0.fits(member) }.map(\.who) == [.group(4242)])
  }

  @Test("a user or group this machine does not have is a warning, and its rule fits nobody")
  func unknownPeers() throws {
    let loaded = ConfigurationFixture.load([
      (
        "peers",
        #"[ { user: "no-such-user-9", role: "admin" }, { group: "no-such-9", role: "admin" } ]"#
      )
    ])
    let configuration = try #require(loaded.configuration)
    #expect(configuration.peers.map(\.who) == [.nobody, .nobody])
    let root = PeerCredentials(pid: 1, uid: 0, gid: 0, groups: [0])
    #expect(!configuration.peers.contains { $0.fits(root) })
    #expect(
      loaded.warnings.map(\.path) == [
        "amparo.json5:4: peers[0].user", "amparo.json5:4: peers[1].group",
      ])
    #expect(loaded.warnings.first?.message.contains("no user \"no-such-user-9\"") == true)
  }

  @Test("a contact on a channel that is not configured is a warning, but for call and queue")
  func channelWarnings() {
    let loaded = ConfigurationFixture.load([
      (
        "contacts",
        """
        { desk: { contacts: [ { channel: "queue" }, { channel: "call", address: "112" },
          { channel: "sms", address: "600 111 001" } ] }, other: {} }
        """
      )
    ])
    #expect(loaded.configuration != nil)
    #expect(
      loaded.warnings.map(\.path) == [
        "amparo.json5:7: contacts.desk.contacts[2].channel",
        "amparo.json5:7: contacts.other.contacts",
      ])
    #expect(loaded.warnings.first?.message.contains("no channel \"sms\"") == true)
  }
}

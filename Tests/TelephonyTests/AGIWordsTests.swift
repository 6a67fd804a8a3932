import AmparoCore
import AmparoTesting
import Testing

@testable import AmparoTelephony

@Suite struct AGIWordsTests {
  private func text(_ command: AGICommand) -> String? {
    command.line.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("commands are one line, ended by LF alone, their values in quotation marks")
  func commands() {
    #expect(text(.setVariable("OFFICER", "101")) == "SET VARIABLE OFFICER \"101\"\n")
    #expect(text(.setVariable("Q", #"a "b" \"#)) == #"SET VARIABLE Q "a \"b\" \\""# + "\n")
    #expect(text(.setVariable("E", "")) == "SET VARIABLE E \"\"\n")
    #expect(text(.getVariable("X")) == "GET VARIABLE X\n")
    #expect(text(.getData(file: "a/b", milliseconds: 6000)) == "GET DATA \"a/b\" 6000 1\n")
    #expect(text(.streamFile("f", keys: "12")) == "STREAM FILE \"f\" \"12\"\n")
    #expect(text(.sayAlpha("K7Q2", keys: "")) == "SAY ALPHA \"K7Q2\" \"\"\n")
    #expect(text(.waitForDigit(milliseconds: 5)) == "WAIT FOR DIGIT 5\n")
    #expect(text(.channelStatus) == "CHANNEL STATUS\n")
  }

  @Test(
    "a value with a control character, or too long for one write, becomes no line",
    arguments: ["a\nb", "101\r", "a\u{0}b", "\u{7F}", String(repeating: "x", count: 4096)])
  func badValues(value: String) {
    #expect(AGICommand.setVariable("V", value).line == nil)
  }

  @Test(
    "answers are read as they were recorded",
    arguments: [
      ("200 result=1", 200, "1", nil), ("200 result=0", 200, "0", nil),
      ("200 result=-1 endpos=0", 200, "-1", nil), ("200 result= (timeout)", 200, "", "timeout"),
      ("200 result=1 (a) b (c))", 200, "1", "a) b (c)"), ("200 result=1 ()", 200, "1", ""),
      ("510 Invalid or unknown command", 510, "", nil),
      ("511 Command Not Permitted on a dead channel or intercept routine", 511, "", nil),
      ("520 End of proper usage.", 520, "", nil),
    ] as [(String, Int, String, String?)])
  func answers(line: String, code: Int, result: String, value: String?) throws {
    let answer = try #require(AGIAnswer(Array(line.utf8)))
    #expect(answer.code == code)
    #expect(answer.result == result)
    #expect(answer.value == value)
  }

  @Test(
    "what is no answer is none",
    arguments: ["", "HANGUP", "200", "200result=1", "200 ", "20x result=1", "agi_dnid: 1", "200-a"])
  func noAnswers(line: String) {
    #expect(AGIAnswer(Array(line.utf8)) == nil)
  }

  @Test("any text can stand in a channel variable and comes back as it was")
  func channelText() {
    for text in ["o1", "contact:desk", "a,b&c${X}\"'\\", "Ñandú 7", "100%", "%41", "", "\n"] {
      let encoded = ChannelText.encoded(text)
      #expect(ChannelText.decoded(encoded) == text)
      #expect(encoded.utf8.allSatisfy { $0 > 0x20 && !",&$\"'\\{}()|;".utf8.contains($0) })
    }
  }

  @Test("only numbers reach Dial, whatever the daemon's reply holds")
  func ring() {
    let reply: JSONValue = [
      "ok": true, "state": "paging", "step": 2, "round": 1, "ring_for": "45500ms",
      "ring": [
        ["officer": "o1", "number": "+34600000101", "page": 7],
        ["officer": "o2", "number": "112&PJSIP/evil"], ["officer": "o3", "number": "1,20,g"],
        ["officer": "o 4", "number": "112", "page": 9], ["officer": "o5"], ["number": "112"], 3,
      ],
    ]
    let plan = RingPlan(reply)
    #expect(plan.legs.map(\.number) == ["+34600000101", "112"])
    let variables = plan.variables(leg: "Local/{leg}@amparo-leg/n")
    let values = Dictionary(variables.map { ($0.name, $0.value) }) { $1 }
    #expect(values["AMPARO_DIAL"] == "Local/1@amparo-leg/n&Local/2@amparo-leg/n")
    #expect(values["AMPARO_RING"] == "+34600000101&112")
    #expect(values["AMPARO_RING_FOR"] == "45")
    #expect(values["__AMPARO_PAGE_2"] == "9")
    #expect(values["__AMPARO_OFFICER_2"] == "o%204")
  }

  @Test(
    "one Dial lasts whole seconds, one to sixty",
    arguments: [("0ms", 1), ("400ms", 1), ("1999ms", 1), ("30s", 30), ("2h", 60), ("x", 1)])
  func seconds(span: String, seconds: Int64) {
    #expect(RingPlan(["ring_for": .string(span)]).seconds == seconds)
  }

  @Test("a step with nobody to telephone dials nobody")
  func nobody() {
    let variables = RingPlan(["state": "paging", "ring": []]).variables(leg: "Local/{leg}@x")
    #expect(variables.contains { $0.name == "AMPARO_DIAL" && $0.value.isEmpty })
  }

  @Test("more telephones than Dial could read are not rung")
  func manyLegs() {
    let one: JSONValue = ["officer": "o1", "number": "112"]
    let plan = RingPlan(["ring": .array(Array(repeating: one, count: 100))])
    #expect(plan.legs.count == RingPlan.legsMax)
    #expect(plan.variables(leg: AGIOptions(["next"]).leg).allSatisfy { $0.value.utf8.count < 1000 })
  }

  @Test("mistaken options are told, and what stands is used; a caller's text is not repeated")
  func options() {
    let options = AGIOptions([
      "urgent", "--socket", "/s", "--colour", "red", "600111001", "--wait", "61", "--silent",
      "--leg", "Local/x", "--spool",
    ])
    #expect(options.subcommand == .urgent)
    #expect(options.socket == "/s" && options.isSilent && options.wait == 20)
    #expect(options.leg.contains("{leg}"))
    #expect(options.faults.count == 6)
    #expect(!options.faults.joined().contains("600111001"))
    #expect(AGIOptions([]).faults.count == 1)
    #expect(AGIOptions(["urgent", "--wait", "60", "--drill"]).faults == [])
  }
}

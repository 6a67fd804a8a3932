import Foundation
import Testing

/// That the dialplan keeps its guards: what Asterisk does without them is silence on the line.
@Suite struct DialplanTests {
  static let path = "Deploy/asterisk/extensions.conf"
  let plan: Dialplan

  init() throws { plan = try Dialplan(Self.path) }

  @Test("amparo-agi is run at one place only, with every guard before it and none after")
  func guards() throws {
    let runs = plan.calls(of: "AGI")
    #expect(runs.count == 1)
    #expect(runs.first?.arguments.hasPrefix("amparo-agi,${ARG1}") == true)
    let ask = plan.steps("amparo-ask", "s").map(\.text)
    let expected = [
      "Set(AMPARO_STATUS=)",
      #"ExecIf($[${REGEX("^[+]?[0-9]{3,15}$" ${CALLERID(num)})} = 0]?Set(CALLERID(num)=))"#,
      #"ExecIf($[${REGEX("^[+]?[0-9]{3,15}$" ${CALLERID(dnid)})} = 0]?Set(CALLERID(dnid)=))"#,
      "Set(CALLERID(name)=)", "Set(CALLERID(rdnis)=)", "Set(AGIEXITONHANGUP=yes)",
      "Set(AGISIGHUP=no)",
      "Set(TIMEOUT(absolute)=${ARG2})",
    ]
    #expect(Array(ask.prefix(expected.count)) == expected)
    #expect(ask.dropFirst(expected.count).first?.hasPrefix("AGI(") == true)
    #expect(
      Array(ask.dropFirst(expected.count + 1)) == [
        "Set(TIMEOUT(absolute)=0)", "Return(${AMPARO_STATUS})",
      ])
  }

  @Test("a program that takes too long is left, its limit is lifted and its status dropped")
  func tooLong() {
    #expect(
      plan.steps("amparo-ask", "T").map(\.text) == [
        "Set(TIMEOUT(absolute)=0)", "Set(AMPARO_STATUS=)", "Return()",
      ])
  }

  @Test("each question has a limit longer than amparo-agi's own, and none is endless")
  func limits() throws {
    // Its own, in seconds: 1 for the daemon, 20 for the next step, some 40 for three prompts.
    let own = ["urgent": 1, "next": 21, "hangup": 1, "watch": 21, "page": 45, "outcome": 1]
    var asked: Set<String> = []
    for (step, arguments) in plan.calls(of: "Gosub") where arguments.hasPrefix("amparo-ask,s,1(") {
      let words = arguments.dropFirst("amparo-ask,s,1(".count).dropLast().split(separator: ",")
      let what = String(words[0])
      asked.insert(what)
      let least = try #require(own[what], "line \(step.line) asks for \(what)")
      let limit = try #require(Int(words[1]), "line \(step.line)")
      #expect(limit > least && limit <= 60, "line \(step.line)")
    }
    #expect(asked == Set(own.keys))
  }

  @Test("her hanging up is told wherever her call is then, also while a program is waited for")
  func hangUp() {
    let first = plan.steps("amparo-call", "s").prefix(2).map(\.text)
    #expect(first.last == "Set(CHANNEL(hangup_handler_push)=amparo-gone,s,1)")
    #expect(
      plan.steps("amparo-gone", "s").map(\.text) == [
        "Gosub(amparo-ask,s,1(hangup,5))", "Return()",
      ])
    #expect(plan.steps("amparo-call", "h").isEmpty, "it would be told twice")
  }

  @Test("nobody is dialled before the status set last has said so")
  func statusIsTested() {
    let step = plan.steps("amparo-call", "step").map(\.text)
    #expect(step[0] == #"GotoIf($["${AMPARO_STATUS}" = "served"]?served,1)"#)
    #expect(step[1] == #"GotoIf($["${AMPARO_STATUS}" != "ok"]?desk,1)"#)
    for name in ["ask", "next"] {
      let steps = plan.steps("amparo-call", name)
      #expect(steps.last?.text == "Goto(step,1)")
      #expect(steps.dropLast().last?.text.hasPrefix("Gosub(amparo-ask,s,1(") == true)
    }
  }

  @Test("a leg answers only after its officer accepted, whatever else happens to the question")
  func onlyAcceptedConnects() throws {
    let confirm = plan.steps("amparo-confirm", "s").map(\.text)
    #expect(confirm.first == "Set(GOSUB_RESULT=CONTINUE)")
    let asked = try #require(confirm.firstIndex { $0.hasPrefix("Gosub(amparo-ask,s,1(page") })
    #expect(
      Array(confirm.dropFirst(asked + 1)) == [
        #"GotoIf($["${AMPARO_STATUS}" = "accepted"]?connect)"#,
        #"GotoIf($["${AMPARO_STATUS}" = "unconfirmed"]?connect)"#,
        "Return(${AMPARO_STATUS})", "Set(GOSUB_RESULT=)", "Return(${AMPARO_STATUS})",
      ])
    #expect(plan.holds("amparo-confirm", "s", "connect"))
    let legs = plan.calls(of: "Dial").filter { $0.step.context == "amparo-leg" }
    #expect(legs.count == 1)
    #expect(legs.first?.arguments.contains("U(amparo-confirm)") == true)
  }

  @Test("the leg that watches is dialled while nobody has the alert, and never answers her")
  func watching() {
    let set = plan.steps.filter { $0.application == "Set" && $0.text.contains("AMPARO_WATCH") }
    #expect(
      set.map(\.arguments) == [
        #"AMPARO_WATCH=${IF($["${AMPARO_STATE}" = "paging"]?&Local/0@amparo-leg/n:)}"#
      ])
    let watch = plan.steps("amparo-leg", "0")
    #expect(!watch.contains { $0.application == "Answer" || $0.application == "Dial" })
    #expect(watch.last?.application == "Hangup")
    let ends = watch.filter { $0.application == "ChannelRedirect" }
    #expect(ends.map(\.arguments) == ["${AMPARO_CALLER},amparo-call,moved,1"])
    #expect(
      plan.steps("amparo-call", "moved").map(\.text) == ["Set(DIALSTATUS=)", "Goto(next,1)"])
  }

  @Test("she hears ringing: said before anything else, in each turn, and by each Dial")
  func ringing() {
    for name in ["s", "next", "desk"] {
      let steps = plan.steps("amparo-call", name).map(\.text)
      let first = steps.firstIndex(of: "Ringing()")
      let asks = steps.firstIndex { $0.hasPrefix("Gosub(") }
      #expect(first != nil && first ?? 0 < asks ?? Int.max, "\(name)")
    }
    let dials = plan.calls(of: "Dial").filter { $0.step.context == "amparo-call" }
    #expect(dials.count == 3)
    for (step, arguments) in dials {
      #expect(options(arguments).contains("r"), "line \(step.line)")
      #expect(options(arguments).contains("g"), "line \(step.line)")
    }
  }

  @Test("no Dial follows a forwarding, shows an officer's number or lets a key take a call away")
  func dialOptions() {
    let dials = plan.calls(of: "Dial")
    #expect(dials.count == 5)
    for (step, arguments) in dials {
      let letters = options(arguments)
      #expect(letters.contains("i") && letters.contains("I"), "line \(step.line)")
      for key in "tTwWxXkKhHd" { #expect(!letters.contains(key), "line \(step.line): \(key)") }
    }
  }

  /// The letters of a Dial's options, without what stands in their brackets.
  private func options(_ arguments: String) -> String {
    let parts = arguments.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count > 2 else { return "" }
    var depth = 0
    return parts[2...].joined(separator: ",").filter { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth == 0 && character != ")"
    }
  }

  @Test("what a caller calls himself is never read, and his number only to be checked")
  func callersWords() {
    for step in plan.steps {
      #expect(!step.text.contains("${CALLERID(name)}"), "line \(step.line)")
      #expect(!step.text.contains("${CALLERID(all)}"), "line \(step.line)")
      #expect(!step.text.contains("${CALLERID(rdnis)}"), "line \(step.line)")
      for word in ["${CALLERID(num)}", "${CALLERID(dnid)}"] where step.text.contains(word) {
        #expect(step.text.contains(#"REGEX("^[+]?[0-9]{3,15}$" \#(word))"#), "line \(step.line)")
      }
    }
  }

  @Test(
    "a number passes the check only if it is one",
    arguments: [
      ("600111001", true), ("+34600111001", true), ("112", true), ("123456789012345", true),
      ("", false), ("12", false), ("1234567890123456", false), ("anonymous", false),
      ("+7916\nagi_arg_1: x", false), ("600111001\n", false), ("600111001&PJSIP/1", false),
      ("600111001,30", false), ("PJSIP/1", false), ("++34600111001", false), ("6001 11001", false),
    ])
  func numbers(number: String, isOne: Bool) throws {
    let patterns = Set(
      plan.steps.compactMap { step -> String? in
        let parts = step.text.components(separatedBy: "REGEX(\"")
        return parts.count > 1 ? parts[1].components(separatedBy: "\"")[0] : nil
      })
    #expect(patterns.count == 1)
    let regex = try Regex(try #require(patterns.first)).anchorsMatchLineEndings(false)
    #expect((number.wholeMatch(of: regex) != nil) == isOne)
  }

  @Test("a number out of a variable is dialled only after the check")
  func onlyNumbersAreDialled() {
    for (step, arguments) in plan.calls(of: "Gosub") where arguments.hasPrefix("amparo-site,number")
    {
      let variable = arguments.dropFirst("amparo-site,number,1(".count).dropLast()
      let before = plan.steps(step.context, step.name).prefix { $0.priority < step.priority }
      let isChecked = before.contains {
        $0.application == "GotoIf" && $0.text.contains(#"$" \#(variable))} = 0]?"#)
      }
      #expect(isChecked, "line \(step.line) dials \(variable)")
    }
    for (step, arguments) in plan.calls(of: "Dial") {
      #expect(
        arguments.hasPrefix("${GOSUB_RETVAL},")
          || arguments.hasPrefix("${AMPARO_DIAL}${AMPARO_WATCH},"),
        "line \(step.line)")
    }
  }
}

import AmparoCore
import Testing

@Suite struct PageTemplateTests {
  @Test("the built-in texts fit, in both languages, and say what an officer needs")
  func builtIn() throws {
    let spanish = PageTemplate.standard(.es).text(code: "K7Q2", priority: 1, until: "10:45")
    #expect(spanish == "AVISO K7Q2 P1 hasta 10:45. Responda SI K7Q2 o NO K7Q2")
    let english = PageTemplate.standard(.en).text(code: "K7Q2", priority: 2, until: "23:59")
    #expect(english == "ALERT K7Q2 P2 by 23:59. Answer YES K7Q2 or NO K7Q2")
    #expect(GSMText.fitsOneMessage(PageTemplate.drillMark(.es) + spanish))
    let same = try PageTemplate(
      "AVISO {code} P{priority} hasta {until}. Responda SI {code} o NO {code}")
    #expect(same.text(code: "K7Q2", priority: 1, until: "10:45") == spanish)
  }

  @Test("what an answer quotes back from the built-in text is not taken for an answer")
  func quoted() {
    let text = PageTemplate.standard(.es).text(code: "K7Q2", priority: 1, until: "10:45")
    #expect(AnswerText(text).readings.isEmpty)
  }

  @Test(
    "a template that could not be sent, or not be answered, is refused",
    arguments: [
      ("AVISO", PageTemplateFault.noCode), ("", .noCode), ("{code} {name}", .unknownPlace("name")),
      ("{code} {}", .unknownPlace("")), ("{code} {until", .braces), ("{code} }", .braces),
      ("{code}: atención", .notPlain("ó")), ("{code} [1]", .notPlain("[")),
      ("{code}\n", .notPlain("\n")), ("{code} 🚨", .notPlain("🚨")),
      ("{code}" + String(repeating: "x", count: 145), .tooLong(161)),
    ] as [(String, PageTemplateFault)])
  func refused(text: String, fault: PageTemplateFault) {
    #expect(throws: fault) { try PageTemplate(text) }
  }

  @Test("the longest template that fits is taken")
  func longest() throws {
    let template = try PageTemplate("{code}" + String(repeating: "x", count: 144))
    #expect(template.text(code: "ABCDEF", priority: 1, until: nil).count == 150)
  }
}

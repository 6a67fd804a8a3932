import AmparoCore
import Testing

@Suite struct CallerNumberTests {
  @Test(
    "every spelling of a withheld number is no number",
    arguments: [
      "", " ", "anonymous", "Anonymous", "ANONYMOUS", " unknown ", "restricted", "Withheld",
      "private", "Unavailable", "<unknown>", "<null>", "<NULL>", "266696687", "266 696 687",
      "+266696687", "00266696687", "sip:266696687@host", "\"x\" <sip:266696687@h>",
      "tel:266-696-687", "sip:anonymous@anonymous.invalid", "SIP:Anonymous@Anonymous.Invalid",
      "\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=9802748",
      "<sip:anonymous@10.0.0.1:5060>",
      "\"Anonymous\" <>", "\"anonymous\"", "Anonymous <anonymous>", "sip:anonymous.invalid",
      "sip:thisis@anonymous.invalid", "sips:unknown@unknown.invalid", "tel:anonymous",
      "\"\" <>", "<>", "Número oculto", "sip:restricted@h;user=phone", "\tprivate\n",
    ])
  func withheld(text: String) {
    #expect(CallerNumber(text, countryCode: "34") == .withheld)
  }

  @Test(
    "a number counts whatever name stands before it",
    arguments: [
      "600111001", "\"Anonymous\" <sip:+34600111001@host>", "unknown <600111001>",
      "sip:+34600111001@anonymous.invalid",
    ])
  func number(text: String) {
    let caller = CallerNumber(text, countryCode: "34")
    #expect(caller == .number(PhoneNumber(canonical: "+34600111001")))
    #expect(caller.number?.e164 == "+34600111001")
  }

  @Test(
    "what is neither is kept as it came",
    arguments: [
      "+34266696687", "0034266696687", "Clavel", "<sip:clavel@host>", "0", "12", "anonymous1",
      "\"a", "<", "sip:", "%", "\"\\",
    ])
  func unreadable(text: String) {
    let caller = CallerNumber(text, countryCode: "34")
    #expect(caller.number == nil)
    if text.contains(where: { $0.isLetter || $0.isNumber }), text != "sip:" {
      #expect(caller == .unreadable(text))
    }
  }

  @Test("no text stops the readers of numbers and times, and what they take is canonical")
  func survivesAnything() {
    var numbers = SeededGenerator(seed: 112)
    let pieces = [
      "sip:", "tel:", "\"", "<", ">", "@", ";", "phone-context=+34", "%2B", "%", "+", "00", "34",
      "600111001", "(0)", "(", ")", "\\", " ", "\u{A0}", "anonymous", ".invalid", "ext", "x", "٣",
      "2026-11-23T", "22:17:03", ".5", "Z", "ñ", "\0", "e\u{301}", "½", "\u{1D7D9}",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...7, using: &numbers))
        .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &numbers)] }.joined()
      if let number = CallerNumber(text, countryCode: "34").number {
        #expect(PhoneNumber(number.e164, countryCode: "34") == number)
      }
      if let wall = Timestamp.parse(text) { #expect(Timestamp.parse(Timestamp.text(wall)) == wall) }
    }
  }
}

import AmparoCore
import Testing

@Suite struct PhoneNumberTests {
  @Test(
    "every spelling of one Spanish number is that number",
    arguments: [
      "600111001", "600 111 001", "600\u{A0}111\u{A0}001", "600-111-001", "600.11.10.01",
      "+34600111001", "+34 600 111 001", "(+34) 600-111-001", "+34(600)111001", "0034600111001",
      "00 34 600 111 001", "34600111001", "34 600 11 10 01", "+0034600111001", "0600111001",
      "tel:+34-600-111-001", "tel:600111001;phone-context=+34", "TEL:+34600111001;ext=12",
      "sip:+34600111001@host;user=phone", "sips:600111001@10.0.0.1:5061", "SIP:34600111001@h",
      "\"Name\" <sip:+34600111001@h:5060;user=phone>;tag=a1", "Name <+34600111001>",
      "\"a \\\" <b\" <tel:+34600111001>", "\"600111001\" <>", "<600111001>", "\"\" <600111001>",
      "sip:%2B34600111001@h", "sip:+34600111001;phone-context=x@h", "sip:600111001:pw@h",
      "sip:600111001", "600111001@h", "+34 (0)600 111 001", "６００１１１００１", "＋34 600111001",
      "٦٠٠١١١٠٠١", "\u{202A}+34 600 111 001\u{202C}", "600\u{2011}111\u{2013}001", "600/111/001",
      "  600111001\t", "600111001 ext. 4", "600111001x12", "600 111 001 Extensión 3",
      "callto:+34600111001", "\u{FEFF}600111001",
    ])
  func unifies(text: String) {
    #expect(PhoneNumber(text, countryCode: "34")?.e164 == "+34600111001")
  }

  @Test(
    "other numbers come out in their one form",
    arguments: [
      ("968 00 00 00", "34", "+34968000000"), ("91 123 45 67", "34", "+34911234567"),
      ("+44 (0)20 7946 0000", "34", "+442079460000"),
      ("0044 (0) 20 7946 0000", "34", "+442079460000"),
      ("442079460000", "34", "+442079460000"), ("+39 (0)6 1234 5678", "34", "+390612345678"),
      ("+39 06 1234 5678", "34", "+390612345678"), ("+1 (212) 555-0123", "34", "+12125550123"),
      ("+123456789012345", "34", "+123456789012345"), ("+2904000", "34", "+2904000"),
      ("5901234567890", "34", "+345901234567890"), ("+212 600-000000", "34", "+212600000000"),
      ("020 7946 0000", "44", "+442079460000"), ("(0)20 7946 0000", "44", "+442079460000"),
      ("442079460000", "44", "+442079460000"), ("06 1234 5678", "39", "+390612345678"),
      ("212 555 0123", "1", "+12125550123"), ("12125550123", "1", "+12125550123"),
      ("+34 600 111 001", "44", "+34600111001"), ("112", "34", "112"), ("091", "34", "091"),
      ("016", "34", "016"), ("1006", "34", "1006"), ("118 11", "34", "11811"),
      ("tel:112;phone-context=+34", "34", "112"), ("sip:112@host", "34", "112"),
      ("112", "44", "112"),
    ])
  func canonical(text: String, countryCode: String, e164: String) {
    #expect(PhoneNumber(text, countryCode: countryCode)?.e164 == e164)
  }

  @Test("a short code is no end of a longer number")
  func keepsShortCodes() {
    #expect(PhoneNumber("112", countryCode: "34") != PhoneNumber("+34600000112", countryCode: "34"))
    #expect(PhoneNumber("091", countryCode: "34") != PhoneNumber("91", countryCode: "34"))
  }

  @Test(
    "what is no number is refused with its reason, which does not repeat it",
    arguments: [
      ("", .empty), ("   ", .empty), ("\"\" <>", .empty), ("sip:@host", .empty),
      ("Clavel", .strangeCharacter), ("600111001 and", .strangeCharacter),
      ("600111001 ext", .strangeCharacter), ("+", .strangeCharacter), ("--", .strangeCharacter),
      ("600+111001", .strangeCharacter), ("++34600111001", .strangeCharacter),
      ("#31#600111001", .strangeCharacter), ("600111001,,5", .strangeCharacter),
      ("12", .tooShort), ("6001110", .tooShort), ("60011100", .tooShort), ("+34112", .tooShort),
      ("600111001 / 600111002", .tooLong), ("+1234567890123456", .tooLong),
      (String(repeating: "9", count: 60_000), .tooLong), ("100111001", .notSpanish),
      ("+34100111001", .notSpanish), ("+3460011100", .notSpanish), ("346001110011", .notSpanish),
      ("+0600111001", .noCountry), ("000034", .noCountry), ("012345678901", .noCountry),
    ] as [(String, PhoneNumberFault)])
  func refuses(text: String, fault: PhoneNumberFault) {
    #expect(throws: fault) { try PhoneNumber(reading: text, countryCode: "34") }
    #expect(PhoneNumber(text, countryCode: "34") == nil)
    #expect(text.count < 7 || !"\(fault)".contains(text))
  }
}

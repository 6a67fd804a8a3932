import AmparoCore
import AmparoDesk
import Testing

@Suite struct TextsTests {
  @Test(
    "every short message is one of plain letters, with the code and no number or name",
    arguments: Language.allCases, PageKind.allCases)
  func fits(language: Language, kind: PageKind) throws {
    for drill in [true, false] {
      let fixture = DeskFixture()
      let reply = fixture.ask(
        #"{"op":"alert.raise","request_id":"r","caller":"600111001","drill":\#(drill)}"#
      ).reply
      let code = try #require(reply?["code"]?.string)
      let alert = try #require(fixture.desk.state.alert(AlertID(1)))
      for until in [nil, LocalTime(milliseconds: 86_399_999)] {
        let text = Texts(language).message(alert: alert, kind: kind, until: until)
        #expect(GSMText.fitsOneMessage(text))
        #expect(text.contains(code))
        #expect(!text.contains("600111001") && !text.contains("VG-1") && !text.contains("Secreta"))
        #expect(text.hasPrefix(PageTemplate.drillMark(language)) == drill)
      }
    }
  }
}

import AmparoCore
import Testing

@Suite struct AnswerTextTests {
  @Test(
    "an answer is read whatever its case, accents, spacing, punctuation and order",
    arguments: [
      "SI K7Q2", "si k7q2", "Sí K7Q2", "SÍ, K7Q2.", "  si\t k7q2 \n", "K7Q2 SI", "K7Q2: sí, voy",
      "SIK7Q2", "k7q2si", "S I K 7 Q 2", "si k7-q2", "YES K7Q2", "yes k7q2!", "sí k7q2",
      "Recibido. SI K7Q2, no tardo", "vale si K7Q2", "Aviso K7Q2 recibido: si", "\u{200E}SI K7Q2",
    ])
  func accepts(text: String) {
    #expect(AnswerText(text).readings.first == .init(code: "K7Q2", word: .yes))
  }

  @Test(
    "a declining answer",
    arguments: ["NO K7Q2", "no k7q2", "K7Q2 NO", "Nok7q2", "no, K7Q2", "NO K7Q2 SI"])
  func declines(text: String) {
    #expect(AnswerText(text).readings.first == .init(code: "K7Q2", word: .no))
  }

  @Test(
    "what says both, neither, or no code is no answer",
    arguments: [
      "", " ", "K7Q2", "SI", "NO", "si no, o que, K7Q2", "no se si ire, K7Q2?",
      "ok K7Q2",
      "SI K7", "SI K7Q2X9Z", "síííí K7Q2", "?????", "SI 0101",
    ])
  func noAnswer(text: String) {
    #expect(!AnswerText(text).readings.contains { $0.code == "K7Q2" })
  }

  @Test("one text is at most three guesses, however many codes it holds")
  func guesses() {
    let codes = (0..<50).map { _ in "SI K7Q2 " }.joined()
    #expect(AnswerText(codes).readings.count <= 3)
    #expect(AnswerText("SI AAAA BBBB CCCC DDDD EEEE").readings.count <= 3)
  }
}

import AmparoCore
import Testing

@Suite struct FollowUpTests {
  private static let day: Int64 = 86_400_000
  private let id = CaseID("VG-1")

  private func directory(_ risk: Risk, riskAt: String? = nil, since: Int64? = nil) -> Directory {
    var directory = Directory()
    directory.put(Case(id: id, risk: risk, riskAt: riskAt), now: since ?? 0)
    return directory
  }

  private func due(_ directory: Directory, _ book: FollowUpBook = FollowUpBook()) throws -> Int64 {
    book.regularDue(
      of: try #require(directory.cases[id]), in: directory, FollowUpTimes())
  }

  @Test(
    "a case is followed up at the time of its risk after the unit took it on; unknown as high",
    arguments: [
      (Risk.extreme, Int64(3)), (.high, 7), (.medium, 30), (.low, 60), (.unappreciated, 90),
      (.unknown, 7),
    ])
  func byRisk(risk: Risk, days: Int64) throws {
    #expect(try due(directory(risk, since: 5000)) == 5000 + days * Self.day)
  }

  @Test("the time runs from the assessment of the risk, or from a later talk with the victim")
  func base() throws {
    let assessed = directory(.high, riskAt: "1970-01-11", since: 0)
    #expect(try due(assessed) == 17 * Self.day)
    var book = FollowUpBook()
    book.put(FollowUp(id: FollowUpID(1), caseID: id, kind: .school, due: 0, doneAt: 15 * Self.day))
    #expect(try due(assessed, book) == 17 * Self.day)
    book.put(FollowUp(id: FollowUpID(2), caseID: id, kind: .phone, due: 0, doneAt: 12 * Self.day))
    #expect(try due(assessed, book) == 19 * Self.day)
    book.noteContact(id, at: 11 * Self.day)
    #expect(try due(assessed, book) == 19 * Self.day)
  }

  @Test("what waits is told soonest first, on record or regular, until it is done")
  func waiting() throws {
    let directory = directory(.high, since: 0)
    let item = try #require(directory.cases[id])
    var book = FollowUpBook(lastID: FollowUpID(4))
    var planned = FollowUp(id: FollowUpID(5), caseID: id, kind: .school, due: 3 * Self.day)
    book.put(planned)
    book.put(FollowUp(id: FollowUpID(6), caseID: id, kind: .interview, due: 9 * Self.day))
    func references() -> [String] {
      book.due(of: item, in: directory, FollowUpTimes()).map(\.reference.description)
    }
    #expect(references() == ["5", "next:VG-1", "6"])
    #expect(book.lastID == FollowUpID(6))
    planned.doneAt = 2 * Self.day
    book.put(planned)
    #expect(references() == ["next:VG-1", "6"])
    #expect(book.open(FollowUpID(5)) == nil)
  }

  @Test(
    "a follow-up is named by its number or as the next of its case",
    arguments: [
      ("12", true), ("next:VG-1", true), ("next:", false), ("0", false), ("-3", false),
      ("VG-1", false), ("", false), ("next", false), ("1.5", false),
    ])
  func references(text: String, isOne: Bool) {
    let reference = DueFollowUp.Reference(text)
    #expect((reference != nil) == isOne)
    #expect(reference.map(\.description) == (isOne ? text : nil))
  }

  @Test("a survey tells what is overdue now, and when the next falls due or goes to a supervisor")
  func survey() {
    let directory = directory(.high, since: 0)
    func survey(at now: Int64) -> Survey {
      Survey(directory, DirectoryFixture.settings, FollowUpBook(), now: now)
    }
    #expect(survey(at: 7 * Self.day - 1).overdue.isEmpty)
    #expect(survey(at: 7 * Self.day - 1).nextDue == 7 * Self.day)
    #expect(survey(at: 7 * Self.day).overdue.map(\.caseID) == [id])
    #expect(survey(at: 7 * Self.day).nextDue == 8 * Self.day)
    #expect(survey(at: 8 * Self.day).nextDue == nil)
  }

  @Test("where more is overdue than is told, every officer is told of something")
  func fair() {
    var directory = Directory()
    for number in 0..<300 {
      let item = Case(
        id: CaseID("A-\(number)"), risk: .high, riskAt: "1970-01-02", assigned: OfficerID("o1"))
      directory.put(item, now: 0)
    }
    directory.put(
      Case(id: CaseID("B"), risk: .high, riskAt: "1970-02-01", assigned: OfficerID("o2")), now: 0)
    let survey = Survey(
      directory, DirectoryFixture.settings, FollowUpBook(), now: 100 * Self.day)
    #expect(survey.overdueCount == 301)
    #expect(survey.overdue.count == Survey.overdueMax)
    #expect(survey.overdue.last?.caseID == CaseID("B"))
    #expect(survey.overdue.map(\.due) == survey.overdue.map(\.due).sorted())
  }
}

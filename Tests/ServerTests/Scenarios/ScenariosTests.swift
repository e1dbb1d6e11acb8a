import Testing

@testable import Server

@Suite struct ScenariosTests {
    @Test(arguments: Scenario.files) func `rules, decisions and pages agree with the story`(file: String) async throws {
        for disagreement in try await Scenario.read(file).disagreements() { Issue.record("\(disagreement)") }
    }

    @Test func `the stories are found, and each of them asks`() throws {
        #expect(Scenario.files.count >= 12)
        for file in Scenario.files {
            let asks = try Scenario.read(file).steps.contains { if case .question = $0 { true } else { false } }
            #expect(asks, "\(file)")
        }
    }

    private func parse(_ steps: String) throws(UnreadableFile) -> Scenario {
        try Scenario.parse("story: A test of the tests\nentity: Zorghuis De Linde vzw\nsteps:\n\(steps)", named: "test.yaml")
    }

    @Test func `a wrong expectation is named by file and line, once for each of the three`() async throws {
        let wrongVerdict = "- { may: Fatima El Amrani, open: dimona, answer: no, because: not-granted }"
        let wrongReason = "- { may: Fatima El Amrani, open: dimona, answer: yes, because: manager }"
        #expect(
            try await parse("\(wrongVerdict)\n\(wrongReason)").disagreements() == [
                "test.yaml, line 4: the rules say yes, granted, not no, not-granted",
                "test.yaml, line 4: the API says yes, granted, not no, not-granted",
                "test.yaml, line 4: the page says yes, granted, not no, not-granted",
                "test.yaml, line 5: the rules say yes, granted, not yes, manager",
                "test.yaml, line 5: the API says yes, granted, not yes, manager",
                "test.yaml, line 5: the page says yes, granted, not yes, manager",
            ])
    }

    @Test func `an act that the rules refuse is named, and ends the story`() async throws {
        let refused = "- { who: Fatima El Amrani, blocks: Jan Vermeulen, in: nsso-employer }"
        let wrong = "- { may: Fatima El Amrani, open: dimona, answer: no, because: blocked }"
        let found = try await parse("\(refused)\n\(wrong)").disagreements()
        #expect(found.count == 1 && found[0].hasPrefix("test.yaml, line 4: this was not done: "))
    }

    @Test(arguments: [
        "- { may: Fatima El Amrani, opens: dimona, answer: no, because: blocked }",
        "- { may: Fatima El Amrani, open: dimona, answer: no, because: blocked, who: Jan Vermeulen }",
        "- { who: Jan Vermeulen, blocks: Fatima El Amrani, in: nsso-employer, with: dimona }",
        "- { who: Jan Vermeulen, bribes: Fatima El Amrani }",
    ]) func `a key that scenarios do not have is refused`(step: String) {
        let refusal = #expect(throws: UnreadableFile.self) { try parse(step) }
        #expect(refusal?.problem == .unknownField(of: "scenario") && refusal?.line == 4)
    }

    @Test(arguments: [
        "- { may: Fatima Nobody, open: dimona, answer: no, because: blocked }",
        "- { may: Fatima El Amrani, open: dimona, for: Nowhere, answer: no, because: blocked }",
        "- { may: Fatima El Amrani, open: dimona, in: nowhere, answer: no, because: blocked }",
        "- { may: Fatima El Amrani, open: dimona, answer: perhaps, because: blocked }",
        "- { may: Fatima El Amrani, open: dimona, answer: no, because: misfortune }",
        "- { may: Fatima El Amrani, open: dimona, answer: no }",
        "- { who: Jan Vermeulen }",
        "- { who: Sofie Peeters, appoints: Amélie Dubois, as: user, in: nsso-employer }",
    ]) func `someone, something or a reason that does not exist is refused`(step: String) {
        #expect(throws: UnreadableFile.self) { try parse(step) }
    }
}

import Rules
import Testing

@Suite struct ChangeApplicationsTests {
    private let fatima = Cast.holding(Cast.fatima, as: .user, "dimona", "dmfa")

    private func change(
        _ held: Holding, to applications: Set<SecuredApplication.Code>, by occasion: Occasion = Cast.occasion(.coManager, Cast.pieter)
    ) throws(Refusal)
        -> Act
    {
        try held.applicationsChanged(to: applications, in: Cast.employerDomain, on: occasion)
    }

    @Test func `what is no longer ticked is taken, what is newly ticked is given, the rest is left alone`() throws {
        let act = try change(fatima, to: ["dmfa", "ecaro"])
        #expect(act.code == .userApplicationsChanged)
        #expect(act.subject == Cast.fatima)
        #expect(act.quality == Cast.employer.id)
        #expect(
            act.changes == [
                .closed(fatima.grants[0].id),
                .opened(Grant(id: .init(rawValue: 1001), assignment: fatima.assignment.id, application: "ecaro")),
            ])
    }

    @Test func `all may be taken, also what the catalogue no longer has`() throws {
        #expect(try change(fatima, to: []).changes == [.closed(fatima.grants[0].id), .closed(fatima.grants[1].id)])
        let old = Cast.holding(Cast.fatima, as: .user, "telegraph")
        #expect(try change(old, to: ["dimona"]).changes.first == .closed(old.grants[0].id))
    }

    @Test func `the same ticks change nothing, unknown ones are refused`() {
        #expect(throws: Refusal.nothingChanges) { try change(fatima, to: ["dimona", "dmfa"]) }
        #expect(throws: Refusal.applicationUnknown("insurability")) { try change(fatima, to: ["dimona", "insurability"]) }
    }

    @Test func `managers and co-managers have every application already`() {
        #expect(throws: Refusal.managesQuality) {
            try change(Cast.holding(Cast.amelie, as: .coManager), to: ["dimona"], by: Cast.occasion(.manager, Cast.jan))
        }
        #expect(throws: Refusal.managesQuality) { try change(Cast.holding(Cast.jan, as: .manager), to: [], by: Cast.occasion(.chief)) }
    }

    @Test func `one takes one's own applications, but gives oneself none`() throws {
        let marc = Cast.holding(Cast.marc, as: .user, "dimona")
        #expect(try change(marc, to: [], by: Cast.occasion(.coChief, Cast.marc)).changes == [.closed(marc.grants[0].id)])
        #expect(throws: Refusal.yourself) { try change(marc, to: ["dimona", "dmfa"], by: Cast.occasion(.coChief, Cast.marc)) }
        #expect(throws: Refusal.yourself) { try change(marc, to: ["dmfa"], by: Cast.occasion(.coChief, Cast.marc)) }
    }
}

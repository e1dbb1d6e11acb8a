import Rules
import Testing

@Suite struct ActivateQualityTests {
    private let number: DomainIdentifier
    init() throws { number = try DomainIdentifier.parse("1999991-58", kind: .nsso, entity: Cast.linde.number) }

    private func activate(manager: Person.ID?, open: [Quality] = [], by occasion: Occasion = Cast.occasion(.chief)) throws(Refusal) -> (Quality, Act)
    {
        try Cast.employerDomain.activated(with: number, for: Cast.linde.id, open: open, manager: manager, chief: Cast.sofie, on: occasion)
    }

    @Test func `a chief who manages it themselves opens the quality and no assignment`() throws {
        for manager in [nil, Cast.sofie] {
            let (quality, act) = try activate(manager: manager)
            #expect(quality == Quality(id: .init(rawValue: 1001), entity: Cast.linde.id, domain: "nsso-employer", identifier: number.stored))
            #expect(act.code == .qualityActivated)
            #expect(act.quality == quality.id)
            #expect(act.subject == Cast.sofie)
            #expect(act.changes == [.opened(quality)])
        }
    }

    @Test func `naming an access manager opens their assignment in the same act`() throws {
        let (quality, act) = try activate(manager: Cast.jan)
        let manager = Assignment(id: .init(rawValue: 1002), person: Cast.jan, role: .manager, entity: Cast.linde.id, quality: quality.id)
        #expect(act.changes == [.opened(quality), .opened(manager)])
        #expect(act.subject == Cast.jan)
    }

    @Test func `a co-chief activates and names others, but not themselves`() throws {
        #expect(try activate(manager: Cast.jan, by: Cast.occasion(.coChief, Cast.marc)).1.changes.count == 2)
        #expect(throws: Refusal.yourself) { try activate(manager: Cast.marc, by: Cast.occasion(.coChief, Cast.marc)) }
    }

    @Test func `the same domain with the same identifier is active already, with another it is not`() throws {
        let twin = Quality(id: .init(rawValue: 21), entity: Cast.linde.id, domain: "nsso-employer", identifier: number.stored)
        #expect(throws: Refusal.qualityAlreadyActive) { try activate(manager: nil, open: [Cast.care, twin]) }
        let sister = Quality(id: .init(rawValue: 21), entity: Cast.linde.id, domain: "nsso-employer", identifier: "199999255")
        #expect(try activate(manager: nil, open: [sister]).0.domain == "nsso-employer")
    }
}

import Rules
import Testing

@Suite struct AppointCoChiefTests {
    private func appoint(_ person: Person.ID, held: Holding? = nil, by occasion: Occasion = Cast.occasion(.chief)) throws(Refusal) -> Act {
        try Cast.linde.coChiefAppointed(person, chief: Cast.sofie, held: held, on: occasion)
    }

    @Test func `a chief appoints a co-chief in the whole entity`() throws {
        let act = try appoint(Cast.marc)
        let opened = Assignment(id: .init(rawValue: 1001), person: Cast.marc, role: .coChief, entity: Cast.linde.id)
        #expect(act.code == .coChiefAppointed)
        #expect(act.entity == Cast.linde.id)
        #expect(act.quality == nil)
        #expect(act.subject == Cast.marc)
        #expect(act.changes == [.opened(opened)])
    }

    @Test func `neither the chief nor a co-chief is appointed again`() {
        #expect(throws: Refusal.alreadyCoChief) { try appoint(Cast.marc, held: Cast.holding(Cast.marc, as: .coChief)) }
        #expect(throws: Refusal.yourself) { try appoint(Cast.sofie) }
    }

    @Test func `someone who is no longer the chief does not appoint the chief`() {
        #expect(throws: Refusal.chiefAlready) { try appoint(Cast.sofie, by: Cast.occasion(.chief, Cast.lucas)) }
    }

    @Test func `a co-chief appoints no equal, a representative only the chief`() {
        #expect(throws: Refusal.notYourRole(.appointCoChiefs)) { try appoint(Cast.amelie, by: Cast.occasion(.coChief, Cast.marc)) }
        #expect(throws: Refusal.notYourRole(.appointCoChiefs)) { try appoint(Cast.amelie, by: Cast.occasion(.representative)) }
    }
}

import Rules
import Testing

@Suite struct DesignateChiefTests {
    private let claire = Cast.occasion(Acting(Cast.function(Cast.claire, of: Cast.tournesol)))
    private let registration = Registration(id: .init(rawValue: 41), entity: Cast.tournesol.id)
    private let former = Cast.holding(Cast.lucas, as: .chief, in: Cast.bakery)

    private func designate(_ chief: Person.ID, isDeclared: Bool = true, former: Holding? = nil, replacing coChief: Holding? = nil) throws(Refusal)
        -> [Act]
    {
        try Cast.tournesol.designating(
            Designation(chief: chief, isDeclared: isDeclared), registration: former == nil ? nil : registration, former: former, replacing: coChief,
            on: claire)
    }

    @Test func `the first designation registers the entity, then names the chief, both under the legal function`() throws {
        let acts = try designate(Cast.amelie)
        #expect(acts.map(\.code) == [.entityRegistered, .chiefDesignated])
        #expect(acts[0].changes == [.opened(Registration(id: .init(rawValue: 1001), entity: Cast.tournesol.id))])
        let chief = Assignment(id: .init(rawValue: 1003), person: Cast.amelie, role: .chief, entity: Cast.tournesol.id)
        #expect(acts[1].changes == [.opened(chief)])
        #expect(acts[1].subject == Cast.amelie)
        for act in acts {
            #expect(act.authority == .function(.init(rawValue: 31)))
            #expect(act.actor == Cast.claire)
            #expect(act.entity == Cast.tournesol.id)
            #expect(act.at == Cast.morning)
        }
    }

    @Test func `a representative may become chief`() throws {
        #expect(try designate(Cast.claire).last?.subject == Cast.claire)
    }

    @Test func `a new chief ends the former one's assignment, and their own as co-chief`() throws {
        let amelie = Cast.holding(Cast.amelie, as: .coChief, in: Cast.bakery, isBlocked: true)
        let acts = try designate(Cast.amelie, former: former, replacing: amelie)
        #expect(acts.map(\.code) == [.chiefReplaced])
        let chief = Assignment(id: .init(rawValue: 1001), person: Cast.amelie, role: .chief, entity: Cast.tournesol.id)
        #expect(
            acts[0].changes == [
                .closed(former.assignment.id), .closed(amelie.block!.id), .closed(amelie.assignment.id),
                .opened(chief),
            ])
    }

    @Test func `whoever is chief already is not designated again, before or after declaring`() {
        #expect(throws: Refusal.alreadyChief) { try designate(Cast.lucas, former: former) }
        #expect(throws: Refusal.alreadyChief) { try Cast.tournesol.mayDesignate(Cast.lucas, former: former, on: claire) }
    }

    @Test func `nothing is designated without the declaration`() {
        #expect(throws: Refusal.declarationMissing) { try designate(Cast.amelie, isDeclared: false) }
    }

    @Test func `a chief who is no representative names no successor`() {
        let lucas = Cast.occasion(Cast.acting(.chief, Cast.lucas, for: Cast.tournesol))
        #expect(throws: Refusal.notYourRole(.designateChief)) { try Cast.tournesol.mayDesignate(Cast.amelie, former: former, on: lucas) }
    }

    @Test func `a representative of one entity designates nobody in another`() {
        #expect(throws: Refusal.anotherEntity) { try Cast.linde.mayDesignate(Cast.amelie, former: nil, on: claire) }
    }
}

import Rules
import Web

/// Where in the designation: shown on top of each of its pages.
enum DesignationStep: String, CaseIterable {
    case enterprise, chief, confirmation, done
}

extension Visit {
    func steps(_ current: DesignationStep) -> [FormStep] {
        let all = DesignationStep.allCases
        let present = all.firstIndex(of: current) ?? 0
        return all.enumerated().map { index, step in
            FormStep(label: say("designation.steps.\(step.rawValue)"), done: index < present || current == .done, current: index == present)
        }
    }

    func facts(of entity: Entity) -> [Fact] {
        [
            fact("designation.facts.number", entity.number.formatted, mono: true), fact("designation.facts.name", entity.name),
            fact("designation.facts.address", entity.address),
        ]
    }

    /// The reader's own name and number.
    func ownFacts(_ me: Person) -> [Fact] { facts(of: me, number: me.ssin.formatted) }

    func facts(of candidate: Candidate) -> [Fact] {
        let person = candidate.person
        return facts(of: person, number: number(person.ssin, of: candidate.isNew ? nil : person.id, as: .chief, on: .designation))
    }

    private func facts(of person: Person, number: String) -> [Fact] {
        [fact("designation.facts.person", person.name), fact("designation.facts.ssin", number, mono: true)]
    }

    func facts(of contact: ContactData) -> [Fact] {
        [fact("designation.facts.email", contact.email.text), fact("designation.facts.phone", contact.phone.text)]
    }

    func designationCrumbs(_ entity: Entity? = nil) -> [Crumb] {
        let start = [Crumb(say("entities.title"), Address.mine())]
        guard let entity else { return start + [Crumb(say("designation.title"))] }
        return start + [Crumb(say("designation.title"), Address.designation()), Crumb(entity.name)]
    }
}

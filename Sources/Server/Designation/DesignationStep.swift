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

    func fact(_ key: String, _ value: String, mono: Bool = false) -> Fact { Fact(label: say(key), value: value, mono: mono) }

    func facts(of entity: Entity) -> [Fact] {
        [
            fact("designation.facts.number", entity.number.formatted, mono: true), fact("designation.facts.name", entity.name),
            fact("designation.facts.address", entity.address),
        ]
    }

    /// Name and number in full: of the reader, or of someone whose number the reader has just typed.
    func facts(of person: Person) -> [Fact] {
        [fact("designation.facts.person", person.name), fact("designation.facts.ssin", person.ssin.formatted, mono: true)]
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

import Rules
import Web

/// What pages of every feature call a domain, an application, an entity's place.
extension Visit {
    /// One line of a list of facts, under the label of this key.
    func fact(_ key: String, _ value: String, mono: Bool = false) -> Fact { Fact(label: say(key), value: value, mono: mono) }

    /// A domain's name in the reader's language; its code when the catalogue no longer has it.
    func label(of domain: AccessDomain.Code) -> String { house.catalogue[domain]?.labels[language] ?? domain.rawValue }

    func label(_ application: SecuredApplication) -> String { application.labels[language] ?? application.code.rawValue }

    /// An application's name in the reader's language.
    func label(of application: SecuredApplication.Code, in domain: AccessDomain.Code) -> String {
        house.catalogue[domain]?.application(application)?.labels[language] ?? application.rawValue
    }

    func identifier(of quality: Quality) -> String {
        house.catalogue[quality.domain].map { DomainIdentifier.format(quality.identifier, kind: $0.identifier) } ?? quality.identifier.rawValue
    }

    /// From my entities down through this entity, and this quality when there is one.
    func crumbs(_ rest: [Crumb] = []) -> [Crumb] {
        guard let entity else { return rest }
        let number = entity.number
        var crumbs = [Crumb(say("entities.title"), Address.mine())]
        crumbs.append(Crumb(entity.name, may(.consultEntity) ? Address.entity(number) : nil))
        if let quality { crumbs.append(Crumb(label(of: quality.domain), rest.isEmpty ? nil : Address.quality(number, quality.id))) }
        return crumbs + rest
    }
}

import Foundation
import Rules
import Storage
import Web

/// Why may they: from the legal function in the company register, by every hand-over, down to one assignment (MISSION "The chain", U4, M13).
struct Chain: Sendable {
    /// One holder of power: who, as what, since when and until when, and what handed it to them.
    struct Link: Sendable {
        enum Kind: Hashable, Sendable {
            case function(FunctionKind)
            case role(Role)
        }

        let name: String
        let kind: Kind
        let since: Date
        /// When it ended; what was handed on before stays (MISSION D10).
        let ended: Date?
    }

    /// The origin first.
    let links: [Link]
}

extension Transaction {
    /// The chain down to an assignment, with names: only for readers who may know who holds what there.
    func chain(to assignment: Assignment) throws -> Chain {
        let path = try authorityPath(from: .assignment(assignment))
        let people = try people(path.compactMap(\.person))
        return Chain(links: try path.reversed().compactMap { try link($0, people) })
    }

    /// The chain of a representative: the company register's word alone.
    func chain(to function: LegalFunction) throws -> Chain {
        let link = try person(function.person).map {
            Chain.Link(name: $0.name, kind: .function(function.kind), since: function.from, ended: function.until)
        }
        return Chain(links: [link].compactMap(\.self))
    }

    private func link(_ link: AuthorityLink, _ people: [Person.ID: Person]) throws -> Chain.Link? {
        guard let name = link.person.flatMap({ people[$0] })?.name else { return nil }
        if link.kind == .function {
            guard let function = try legalFunction(.init(rawValue: link.id)) else { return nil }
            return Chain.Link(name: name, kind: .function(function.kind), since: function.from, ended: function.until)
        }
        let id = Assignment.ID(rawValue: link.id)
        guard let role = link.role, let since = try began(id) else { return nil }
        return Chain.Link(name: name, kind: .role(role), since: since, ended: try closing(of: id))
    }

    private func began(_ assignment: Assignment.ID) throws -> Date? {
        try row("SELECT t.at FROM assignments a JOIN acts t ON t.id = a.opened_by WHERE a.id = \(assignment)") { try $0.date("at") }
    }

    private func closing(of assignment: Assignment.ID) throws -> Date? {
        try row("SELECT t.at FROM assignments a JOIN acts t ON t.id = a.closed_by WHERE a.id = \(assignment)") { try $0.date("at") }
    }
}

extension Visit {
    /// The links as `parts/chain` and `parts/link` read them.
    func model(of chain: Chain) -> [[String: Any]] { chain.links.map(model) }

    private func model(of link: Chain.Link) -> [String: Any] {
        var model: [String: Any] = ["who": link.name]
        switch link.kind {
        case .function(let kind):
            model["role"] = say("chain.function", ["function": say("functions.\(kind.rawValue)")])
            model["since"] = say("chain.since", ["date": Formats.day(link.since, in: language, house.pages.texts)])
        case .role(let role):
            model["role"] = say("roles.\(role.rawValue)")
            model["since"] = say("chain.since", ["date": Formats.instant(link.since, in: language, house.pages.texts)])
        }
        if let ended = link.ended, ended <= now {
            model["note"] = say("chain.ended", ["date": Formats.day(ended, in: language, house.pages.texts)])
        }
        return model
    }
}

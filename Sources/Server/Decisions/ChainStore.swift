import Foundation
import Rules
import Storage
import Web

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
        guard let role = link.role, let began = try opening(of: id) else { return nil }
        let giver = began.actor.flatMap { people[$0] }.map { (name: $0.name, role: began.role) }
        return Chain.Link(name: name, kind: .role(role), since: began.at, given: giver, ended: try closing(of: id))
    }

    private func closing(of assignment: Assignment.ID) throws -> Date? {
        try row("SELECT t.at FROM assignments a JOIN acts t ON t.id = a.closed_by WHERE a.id = \(assignment)") { try $0.date("at") }
    }
}

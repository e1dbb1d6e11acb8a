import Rules
import Sample
import Testing

@testable import DecisionIndex

/// What rows say is confirmed when the acts say it, and nothing less or more.
@Suite struct IndexReadingsTests {
    private let town: IndexedTown

    init() throws {
        var town = try IndexedTown()
        try town.applyAll()
        self.town = town
    }

    private func confirms(_ asked: AssignmentsAsked, _ found: [Holding], hasGrants: Bool = true) -> Bool {
        town.index.confirms(.assignments(asked, found, hasGrants: hasGrants))
    }

    private var holdings: [Holding] { town.rows.assignments.map(town.rows.holding) }

    /// Every question, and what the acts answer.
    private var answers: [(asked: AssignmentsAsked, found: [Holding])] {
        var answers: [(AssignmentsAsked, [Holding])] = [(.these(holdings.map(\.assignment.id)), holdings)]
        for person in town.world.people {
            let held = holdings.filter { $0.assignment.person == person.id }
            answers.append((.of(person.id), held))
            for entity in town.world.entities {
                answers.append((.inEntity(person.id, entity.id), held.filter { $0.assignment.entity == entity.id }))
                answers.append((.inWhole(person.id, entity.id), held.filter { $0.assignment.entity == entity.id && $0.assignment.quality == nil }))
            }
            for quality in town.rows.qualities {
                answers.append((.inQuality(person.id, quality.id), held.filter { $0.assignment.quality == quality.id }))
            }
        }
        for entity in town.world.entities {
            answers.append((.chief(entity.id), holdings.filter { $0.assignment.entity == entity.id && $0.assignment.role == .chief }))
        }
        for quality in town.rows.qualities {
            answers.append((.manager(quality.id), holdings.filter { $0.assignment.quality == quality.id && $0.assignment.role == .manager }))
        }
        return answers
    }

    @Test func `what acts gave is confirmed, and nothing that is hidden or added`() throws {
        let stranger = try #require(holdings.last)
        for (asked, found) in answers {
            #expect(confirms(asked, found), "\(asked)")
            if !found.isEmpty { #expect(!confirms(asked, Array(found.dropLast())), "hidden: \(asked)") }
            if !found.contains(stranger) { #expect(!confirms(asked, found + [stranger]), "added: \(asked)") }
            if let first = found.first { #expect(!confirms(asked, found + [first]), "told twice: \(asked)") }
        }
    }

    @Test func `nothing is confirmed of which one thing was written otherwise`() throws {
        let other = try #require(town.rows.qualities.last)
        for holding in holdings {
            let row = holding.assignment
            let role: Role = row.role == .user ? .coManager : .user
            let person = try #require(town.world.people.first { $0.id != row.person }).id
            let entity = try #require(town.world.entities.first { $0.id != row.entity }).id
            let quality = row.quality == other.id ? town.rows.qualities[0].id : other.id
            func written(
                _ id: Assignment.ID? = nil, person: Person.ID? = nil, role: Role? = nil, entity: Entity.ID? = nil, quality: Quality.ID?? = nil
            ) -> Holding {
                Holding(
                    Assignment(
                        id: id ?? row.id, person: person ?? row.person, role: role ?? row.role, entity: entity ?? row.entity,
                        quality: quality ?? row.quality),
                    block: holding.block, grants: holding.grants)
            }
            #expect(confirms(.these([row.id]), [written()]))
            for changed in [
                written(.init(rawValue: 7)), written(person: person), written(role: role), written(entity: entity), written(quality: quality),
            ] {
                #expect(!confirms(.these([row.id]), [changed]))
            }
            let block = Block(id: .init(rawValue: 7), assignment: row.id, reason: .absence)
            #expect(!confirms(.these([row.id]), [Holding(row, block: holding.block == nil ? block : nil, grants: holding.grants)]))
            #expect(!confirms(.these([row.id]), [Holding(row, block: block, grants: holding.grants)]))
            let grant = Grant(id: .init(rawValue: 7), assignment: row.id, application: "dimona")
            #expect(!confirms(.these([row.id]), [Holding(row, block: holding.block, grants: holding.grants + [grant])]))
            #expect(confirms(.these([row.id]), [Holding(row, block: holding.block)], hasGrants: false))
            guard let last = holding.grants.last else { continue }
            let renamed = Grant(id: last.id, assignment: row.id, application: "limosa")
            for grants in [[], holding.grants.dropLast() + [renamed], holding.grants.dropLast() + [grant]] {
                #expect(!confirms(.these([row.id]), [Holding(row, block: holding.block, grants: Array(grants))]))
            }
        }
    }

    @Test func `registrations and qualities are confirmed as the acts gave them`() throws {
        let index = town.index
        for entity in town.world.entities {
            let (registered, qualities) = (town.rows.registrations.first { $0.entity == entity.id }, town.rows.qualities(of: entity.id))
            let forged = Registration(id: .init(rawValue: 7), entity: entity.id)
            #expect(index.confirms(.registration(entity.id, registered)))
            #expect(!index.confirms(.registration(entity.id, registered == nil ? forged : nil)))
            #expect(index.confirms(.qualities(entity.id, qualities)))
            #expect(qualities.isEmpty || !index.confirms(.qualities(entity.id, Array(qualities.dropLast()))))
            for quality in qualities {
                let (renamed, elsewhere) = (
                    Quality(id: quality.id, entity: entity.id, domain: quality.domain, identifier: .init(rawValue: "0")),
                    Quality(id: quality.id, entity: entity.id, domain: "works", identifier: quality.identifier)
                )
                #expect(index.confirms(.quality(quality.id, quality)))
                for found in [renamed, elsewhere, nil] { #expect(!index.confirms(.quality(quality.id, found))) }
                #expect(!index.confirms(.qualities(entity.id, qualities.map { $0.id == quality.id ? renamed : $0 })))
            }
        }
        #expect(index.confirms(.quality(.init(rawValue: 7), nil)))
    }

    @Test func `what ended is held no more`() throws {
        var town = try IndexedTown()
        try town.applyAll()
        for assignment in town.rows.assignments where assignment.role != .user {
            let before = town.index.held(by: assignment.person).count
            try town.index.close(assignment.id)
            #expect(town.index.held(by: assignment.person).count == before - 1)
            #expect(town.index.confirms(.assignments(.these([assignment.id]), [], hasGrants: true)))
        }
    }
}

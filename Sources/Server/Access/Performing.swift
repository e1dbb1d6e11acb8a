import Foundation
import Rules
import Storage
import Web

/// Doing what was asked, and saying beforehand what it would do: the same plan both times.
extension Visit {
    /// What an operation would do now, made on a snapshot; nothing is written.
    func preview<Asked: Operation>(_ operation: Asked) async throws -> Preview where Asked.Setting == Occasion {
        let occasion = try occasion()
        return try await house.read { tx in try tx.preview(operation.plan(in: tx, on: occasion)) }
    }

    /// Makes the plan again in the write transaction and carries it out, all or nothing. The authority is looked up again there, so that nobody acts on a
    /// role they have just lost, or for an entity that is no more.
    @discardableResult
    func perform<Asked: Operation>(_ operation: Asked) async throws -> Plan where Asked.Setting == Occasion {
        guard !form.isShownAgain else { throw form.toldBefore.refusal ?? ShownAgain() as any Error }
        return try await house.perform(operation, as: try actor(), try correspondence())
    }

    /// The same for what people do with their own data.
    @discardableResult
    func perform<Asked: Operation>(_ operation: Asked) async throws -> Plan where Asked.Setting == OwnOccasion {
        guard !form.isShownAgain else { throw form.toldBefore.refusal ?? ShownAgain() as any Error }
        return try await house.perform(operation, by: try signedIn().person.id, at: now)
    }

    /// The same occasion that `perform` gives, to ask a rule before anything is done.
    func occasion() throws -> Occasion {
        let newID = house.newID
        return Occasion(acting: try actor(), at: now, newID: { newID() })
    }

    private func correspondence() throws -> Correspondence {
        Correspondence(
            texts: house.pages.texts, site: house.settings.site, catalogue: house.catalogue, author: try signedIn().person.id,
            role: try actor().role, at: now)
    }
}

extension House {
    /// What somebody does in a role.
    func perform<Asked: Operation>(_ operation: Asked, as acting: Acting, _ post: Correspondence) async throws -> Plan
    where Asked.Setting == Occasion {
        let (now, newID) = (post.at, newID)
        return try await carryOut(operation.reach.lock(for: acting.entity), post) { tx in
            guard let present = try tx.confirmed(acting, at: now) else { throw Refusal.noLongerHeld }
            try tx.entity(present.entity)?.requireExistence(at: now)
            let occasion = Occasion(acting: present, at: now, newID: { newID() })
            try operation.lock(tx, on: occasion)
            return try operation.plan(in: tx, on: occasion)
        }
    }

    /// What somebody does with their own data, or what their card says of them.
    @discardableResult
    func perform<Asked: Operation>(_ operation: Asked, by person: Person.ID, at now: Date) async throws -> Plan
    where Asked.Setting == OwnOccasion {
        let newID = newID
        let post = Correspondence(texts: pages.texts, site: settings.site, catalogue: catalogue, author: person, role: nil, at: now)
        return try await carryOut(.alone, post) { tx in
            let occasion = OwnOccasion(person: person, at: now, newID: { newID() })
            try operation.lock(tx, on: occasion)
            return try operation.plan(in: tx, on: occasion)
        }
    }

    /// Carries out what is planned in the write transaction, once the acts say what the plan rests on: rows alone lead to no act, whoever wrote them.
    /// - Throws: `UnauthenticRow`, when rows and acts go on saying different things. They do for a moment when somebody else has just acted.
    func carryOut(
        _ lock: WriteLock, _ post: Correspondence, _ plan: @escaping @Sendable (borrowing Transaction) throws -> Plan
    ) async throws -> Plan {
        let (decisions, newID) = (decisions, newID)
        var unconfirmed: PowerReading?
        for _ in 0..<Self.tries {
            do {
                return try await write(lock) { tx in
                    let plan = try tx.confirming(with: decisions, plan)
                    try tx.carryOut(plan, post, newKey: { newID() })
                    return plan
                }
            } catch let fault as UnconfirmedRows {
                unconfirmed = fault.reading
                try await decisions.load()
                try await decisions.catchUpWithAll()
            }
        }
        guard let place = unconfirmed?.place else { throw StorageFault.unavailable("the acts of others keep coming in between") }
        unauthentic.report(place.table, place.row)
        throw UnauthenticRow(table: place.table)
    }

    /// More often than others can come in between.
    private static let tries = 4
}

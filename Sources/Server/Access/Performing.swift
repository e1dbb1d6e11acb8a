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
        let (acting, now, newID, post) = (try actor(), now, house.newID, try correspondence())
        return try await house.write(operation.reach.lock(for: acting.entity)) { tx in
            guard let present = try tx.confirmed(acting, at: now) else { throw Refusal.noLongerHeld }
            try tx.entity(present.entity)?.requireExistence(at: now)
            let occasion = Occasion(acting: present, at: now, newID: { newID() })
            try operation.lock(tx, on: occasion)
            let plan = try operation.plan(in: tx, on: occasion)
            try tx.carryOut(plan, post, newKey: { newID() })
            return plan
        }
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
    /// What somebody does with their own data, or what their card says of them.
    @discardableResult
    func perform<Asked: Operation>(_ operation: Asked, by person: Person.ID, at now: Date) async throws -> Plan
    where Asked.Setting == OwnOccasion {
        let newID = newID
        let post = Correspondence(texts: pages.texts, site: settings.site, catalogue: catalogue, author: person, role: nil, at: now)
        return try await write { tx in
            let occasion = OwnOccasion(person: person, at: now, newID: { newID() })
            try operation.lock(tx, on: occasion)
            let plan = try operation.plan(in: tx, on: occasion)
            try tx.carryOut(plan, post, newKey: { newID() })
            return plan
        }
    }
}

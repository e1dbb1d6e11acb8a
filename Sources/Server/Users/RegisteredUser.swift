import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Someone of the list, as every page about one of them needs it.
struct RegisteredUser: Sendable {
    let holding: Holding
    let person: Person
    let account: Account?
    let otherHoldings: OtherHoldings

    var id: Assignment.ID { holding.assignment.id }
    var role: Role { holding.assignment.role }
    /// What shows them here.
    var row: PowerRow { PowerRow(holding.assignment, isBlocked: holding.isBlocked) }
}

extension Transaction {
    /// Who holds this open assignment in that quality; the chief too, while no manager is appointed. Anyone else leads nowhere.
    func registered(_ id: Assignment.ID, in quality: Quality, at now: Date) throws -> RegisteredUser {
        guard let holding = try holding(id), try belongs(holding.assignment, to: quality), let person = try person(holding.assignment.person)
        else {
            throw NotFound()
        }
        return RegisteredUser(
            holding: holding, person: person, account: try account(of: person.id),
            otherHoldings: try otherHoldings(of: person.id, holding: holdings(of: person.id), in: quality.entity, at: now))
    }

    /// A user only: managers and co-managers have pages of their own.
    func user(_ id: Assignment.ID, in quality: Quality, at now: Date) throws -> RegisteredUser {
        let user = try registered(id, in: quality, at: now)
        guard user.role == .user else { throw NotFound() }
        return user
    }

    private func belongs(_ assignment: Assignment, to quality: Quality) throws -> Bool {
        if assignment.quality == quality.id { return true }
        guard assignment.role == .chief, assignment.entity == quality.entity else { return false }
        return try appointedManager(of: quality.id) == nil
    }
}

extension Visit {
    /// The user that the address names, as they stand now.
    func user() async throws -> RegisteredUser {
        let (id, quality, now): (Assignment.ID, Quality, Date) = (try part(), try thisQuality(), now)
        return try await confirmed { tx in
            try tx.user(id, in: quality, at: now)
        } user: {
            $0
        }
    }

    /// What a page shows of one user. A row that no act gave would show somebody's number, and lead to somebody's account: then nobody is there.
    func confirmed<Found: Sendable>(
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Found, user: (Found) -> RegisteredUser
    ) async throws -> Found {
        let (found, others) = try await house.readConfirmed(body, shown: { [user($0).row] })
        guard others.isEmpty else { throw NotFound() }
        return found
    }

    /// Whom the address names, or the number that was typed, when they are in the list; nil when nobody of it is meant.
    func userMeant() async throws -> Assignment.ID? {
        if let id: Assignment.ID = try? part() { return id }
        guard let quality else { return nil }
        let typed = (try? SSIN(form["ssin"])) ?? (try? NewUserTicket(part(), self).ssin)
        let draft: Key<DraftRow>? = try? part()
        return try await house.read { tx in
            let drafted = try draft.flatMap { try tx.draft($0, of: UserDraft.self, for: .managers(of: quality.id)) }?.content.ssin
            guard let ssin = typed ?? drafted, let person = try tx.personID(of: ssin) else { return nil }
            return try tx.holding(of: person, in: quality.id)?.assignment.id
        }
    }

    /// A page about one user: its crumbs lead back to them.
    func userPage(_ model: some PageModel, title: String, about user: RegisteredUser, refused: Bool) throws -> Response {
        try userPage(model, title: title, about: user, status: refused ? .unprocessableContent : .ok)
    }

    func userPage(_ model: some PageModel, title: String, about user: RegisteredUser, status: HTTPResponse.Status) throws -> Response {
        let back = try here(.user, user.id)
        return try page(
            model, title: title, crumbs: try userCrumbs(Crumb(user.person.name, back), Crumb(title)), status: status)
    }
}

import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Someone of a list, as every page about one of them needs it.
struct RegisteredUser: Sendable {
    let holding: Holding
    let person: Person
    let account: Account?
    let otherHoldings: OtherHoldings

    var id: Assignment.ID { holding.assignment.id }
    var role: Role { holding.assignment.role }
    var place: Place { holding.assignment.place }
    /// The power over them; nil of those who are only replaced.
    var power: Power? { try? holding.assignment.administration().power }
    /// What shows them here.
    var row: PowerRow { PowerRow(holding.assignment, isBlocked: holding.isBlocked) }
}

extension Transaction {
    /// Who holds this open assignment there: in a quality the chief too, while no manager is appointed; in the entity itself a co-chief. Anyone else leads
    /// nowhere.
    func registered(_ id: Assignment.ID, in place: Place, at now: Date) throws -> RegisteredUser {
        guard let holding = try holding(id), try belongs(holding.assignment, to: place), let person = try person(holding.assignment.person)
        else {
            throw NotFound()
        }
        return RegisteredUser(
            holding: holding, person: person, account: try account(of: person.id),
            otherHoldings: try otherHoldings(of: person.id, holding: holdings(of: person.id), in: place.entity, at: now))
    }

    /// Only those who are blocked, edited and removed: a manager and the chief are replaced.
    func administered(_ id: Assignment.ID, in place: Place, at now: Date) throws -> RegisteredUser {
        let user = try registered(id, in: place, at: now)
        guard user.power != nil else { throw NotFound() }
        return user
    }

    private func belongs(_ assignment: Assignment, to place: Place) throws -> Bool {
        guard let quality = place.quality else { return assignment.place == place && assignment.role == .coChief }
        if assignment.place == place { return true }
        guard assignment.role == .chief, assignment.entity == place.entity else { return false }
        return try appointedManager(of: quality) == nil
    }
}

extension Visit {
    /// The entity that the address names, or the quality of it.
    func place() throws -> Place { Place(entity: try thisEntity().id, quality: quality?.id) }

    /// The user, co-manager or co-chief that the address names, as they stand now.
    func user() async throws -> RegisteredUser {
        let (id, place, now): (Assignment.ID, Place, Date) = (try part(), try place(), now)
        return try await confirmed { tx in
            try tx.administered(id, in: place, at: now)
        } user: {
            $0
        }
    }

    /// Only a user: for those who manage nothing is ticked.
    func tickedUser() async throws -> RegisteredUser {
        let user = try await user()
        guard user.role == .user else { throw NotFound() }
        return user
    }

    /// The same, for whoever may do something about them. The gate of a quality's users lets in some who have no power over its co-managers.
    func userToChange(raises: Bool = false) async throws -> RegisteredUser {
        let user = try await user()
        guard let power = user.power else { throw NotFound() }
        try actor().require(power, in: user.place, on: Target(user.person.id, as: user.role, raises: raises))
        return user
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
        let typed = (try? SSIN(form["ssin"])) ?? (try? NewUserTicket(part(), as: .user, self).ssin)
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
        try page(model, title: title, crumbs: try personCrumbs(Crumb(user.person.name, here(.entry, user.id)), Crumb(title)), status: status)
    }
}

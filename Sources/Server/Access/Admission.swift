import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Rules
import Storage
import Web

extension Gate {
    /// Lets the visit in, with what it needs to know filled in, or throws: `SignInNeeded`, `PasswordChangeNeeded`, `Refusal`,
    /// or `NotFound` for what is not theirs to see.
    func admit(_ visit: inout Visit) async throws {
        switch self {
        case .open: return
        case .beforePasswordChange: _ = try visit.signedIn()
        case .signedIn(let confined):
            let session = try Self.signedIn(visit)
            guard session.confinedTo == nil || confined == .seesItsEntity else { throw Refusal.confined }
        case .card: guard try Self.signedIn(visit).assurance >= .eID else { throw Refusal.eIDNeeded }
        case .power(let power): try await Self.enter(&visit, for: power, Self.signedIn(visit))
        case .decisionKey: try Self.key(visit)
        case .operationsKey: try Self.watch(visit)
        }
    }

    private static func signedIn(_ visit: Visit) throws -> Session {
        let session = try visit.signedIn()
        guard !session.mustChangePassword else { throw PasswordChangeNeeded() }
        return session
    }

    /// Finds the entity and quality that the address names and, among the visitor's roles there, the one to act in: the highest that has the power.
    /// Someone without any role in the entity learns nothing of it.
    private static func enter(_ visit: inout Visit, for power: Power, _ session: Session) async throws {
        let place = try AddressedPlace(visit)
        let found = try await Self.confirmed(visit, session.person.id, in: place)
        // The same answer for every other entity: whether the person has a role there is not this session's to know.
        guard session.confinedTo == nil || session.confinedTo == found?.entity.id else { throw Refusal.confined }
        if power == .designateChief, let entity = found?.entity { try await Self.explain(visit, session, entity) }
        guard let found, !found.roles.isEmpty, place.quality == nil || found.quality?.entity == found.entity.id else { throw NotFound() }
        (visit.entity, visit.quality, visit.roles) = (found.entity, found.quality, found.roles)
        visit.acting = try Self.choose(among: found.roles, for: power, in: Place(entity: found.entity.id, quality: place.quality))
    }

    /// What the visitor's request found, without the roles that no act gave.
    private static func confirmed(_ visit: Visit, _ person: Person.ID, in place: AddressedPlace) async throws -> Arrival? {
        guard let arrival = visit.arrival else { return nil }
        let (house, now) = (visit.house, visit.now)
        return try await house.confirmed(arrival) { try await house.read { tx in try tx.arrival(of: person, in: place, at: now) } }
    }

    /// Someone whom the register does not know as representative (any more) is told why: it is public, and tells the same to everyone with a card.
    private static func explain(_ visit: Visit, _ session: Session, _ entity: Entity) async throws {
        guard session.assurance >= .eID else { return }
        let (person, now) = (session.person.id, visit.now)
        _ = try await visit.house.read { tx in try tx.representation(by: person, of: entity, at: now) }
    }

    /// The highest role that has the power there; otherwise the refusal that the highest role meets.
    private static func choose(among roles: [Acting], for power: Power, in place: Place) throws -> Acting {
        let highestFirst = roles.sorted { $0.role > $1.role }
        if let acting = highestFirst.first(where: { $0.may(power, in: place) }) { return acting }
        for acting in highestFirst { try acting.require(power, in: place) }
        throw NotFound()
    }

    private static func key(_ visit: Visit) throws {
        guard let given = visit.request.headers[.authorization], visit.house.settings.admits(authorization: given) else { throw SignInNeeded() }
    }
}

extension Gate {
    private static let proxied = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"].compactMap { HTTPField.Name($0) }

    fileprivate static func watch(_ visit: Visit) throws {
        guard let key = visit.house.settings.operationsKey else {
            // Whoever comes to the card port may come through a proxy on this machine, which cannot say so.
            guard visit.port != .cards, visit.channel?.remoteAddress?.isLoopback == true, !proxied.contains(where: visit.request.headers.contains)
            else { throw NotFound() }
            return
        }
        guard let given = visit.request.headers[.authorization], bearer(given).map(Secret.digest) == key else { throw SignInNeeded() }
    }
}

extension SocketAddress {
    fileprivate var isLoopback: Bool {
        guard let address = ipAddress else { return false }
        return address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
    }
}

extension Settings {
    /// Whether a request's `Authorization` names one of the decision keys.
    func admits(authorization: String) -> Bool {
        bearer(authorization).map { decisionKeys.contains(Secret.digest($0)) } ?? false
    }
}

/// The token of an `Authorization`; the scheme is written in any case, and one space or more follow it (RFC 9110 §11.4).
private func bearer(_ authorization: String) -> String? {
    guard authorization.prefix(7).lowercased() == "bearer " else { return nil }
    return String(authorization.dropFirst(7).drop { $0 == " " })
}

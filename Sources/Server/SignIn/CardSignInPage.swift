import Foundation
import Hummingbird
import NIOSSL
import Rules
import Standards
import Storage

/// Signing in with an eID (MISSION S2): the certificate's subject says who, the chain to a configured authority says that it is true.
/// In the demo a test card may be "inserted" instead; its certificate takes the same way.
enum CardSignInPage {
    static func read(_ visit: Visit) async throws -> Response {
        guard visit.port == .cards else { return try onPlainPort(visit) }
        guard let certificate = try await visit.channel?.nioSSL_peerCertificate().get() else { return try refused(visit, "noCard") }
        return try await signIn(visit, try certificate.toDERBytes())
    }

    static func insert(_ visit: Visit) async throws -> Response {
        guard visit.house.settings.isDemo else { throw NotFound() }
        guard let card = visit.house.settings.demoCards.first(where: { $0.slug == visit.form["card"] }) else { return try refused(visit, "noCard") }
        return try await signIn(visit, card.certificate)
    }

    /// Only the TLS port sees cards: whoever comes here without it is sent there, with what they carry.
    private static func onPlainPort(_ visit: Visit) throws -> Response {
        guard let site = visit.house.settings.cardSite else { throw NotFound() }
        return visit.redirect(to: "\(site)\(visit.request.uri.string)")
    }

    private static func signIn(_ visit: Visit, _ der: [UInt8]) async throws -> Response {
        let identity: EIDIdentity
        do {
            guard let trust = visit.house.settings.cardTrust else { throw NotFound() }
            identity = try await trust.identity(in: EIDCertificate(der: der), at: visit.now)
        } catch let refusal as EIDRefusal {
            return try refused(visit, refusal.rawValue)
        }
        guard let person = try await holder(of: identity, visit) else { return try refused(visit, "noNationalNumber") }
        return try await SignInPage.enter(visit, as: person, .eID)
    }

    /// The person with the card's national number. Someone new is entered under the names on the card: a card is proof of who they are, and gives
    /// them nothing else.
    private static func holder(of identity: EIDIdentity, _ visit: Visit) async throws -> Person.ID? {
        guard let ssin = try? SSIN(identity.serialNumber), let family = try? PersonName(identity.surname) else { return nil }
        // A few people have no given name; their one name then stands in both places.
        let given = (try? PersonName(identity.givenNames)) ?? family
        let (house, language) = (visit.house, visit.language)
        if let known = try await house.read({ tx in try tx.personID(of: ssin, house.sealer) }) { return known }
        let person = Person(id: .init(rawValue: house.mint()), ssin: ssin, givenName: given, familyName: family, language: language)
        return try await house.storage.write { tx in
            if let known = try tx.personID(of: ssin, house.sealer) { return known }
            try tx.add(person, house.sealer)
            return person.id
        }
    }

    private static func refused(_ visit: Visit, _ code: String) throws -> Response {
        visit.house.metrics.refusedSignIns.add(1)
        return try SignInPage.page(visit, form: Form(), problem: visit.say("cards.\(code)"), status: .forbidden)
    }
}

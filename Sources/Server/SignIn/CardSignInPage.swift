import Foundation
import Hummingbird
import NIOSSL
import Rules
import Standards
import Storage
import Web

/// Signing in with an eID (MISSION S2): the certificate's subject says who, the chain to a configured authority says that it is true.
/// In the demo a test card may be "inserted" instead; its certificate takes the same way.
enum CardSignInPage {
    static func read(_ visit: Visit) async throws -> Response {
        guard visit.port == .cards else { return try onPlainPort(visit) }
        guard let channel = visit.channel, try await CardConnection.isFresh(channel) else {
            // Perhaps the card has long gone from the reader: it must prove itself anew, on a connection of its own.
            return visit.closingCards(visit.redirect(to: visit.request.uri.string))
        }
        guard let certificate = try await channel.nioSSL_peerCertificate().get() else {
            return visit.closingCards(try await refused(visit, "noCard"))
        }
        return try await signIn(visit, try certificate.toDERBytes())
    }

    static func insert(_ visit: Visit) async throws -> Response {
        guard visit.house.settings.isDemo else { throw NotFound() }
        guard !visit.form.isShownAgain else { return try await SignInPage.pageAgain(visit) }
        guard let card = visit.house.settings.demoCards.first(where: { $0.slug == visit.form["card"] }) else {
            return try await refused(visit, "noCard")
        }
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
            let now = visit.now
            identity = try await visit.house.workers.runAsync { try await trust.identity(in: EIDCertificate(der: der), at: now) }
        } catch let refusal as EIDRefusal {
            return try await refused(visit, refusal.rawValue)
        }
        do {
            let (person, isCorrected) = try await CardHolder(identity).enter(visit)
            var response = try await SignInPage.enter(visit, as: person, .eID)
            if isCorrected { response.headers[values: .setCookie].append(visit.cookies.notice(visit.written(Notice("namesCorrected")))) }
            return response
        } catch let refusal as CardHolder.Refused {
            return try await refused(visit, refusal.rawValue)
        }
    }

    private static func refused(_ visit: Visit, _ code: String) async throws -> Response {
        visit.house.metrics.refusedSignIns.add(1)
        return try await SignInPage.page(visit, form: Form(), problem: .init(key: "cards.\(code)"), status: .forbidden)
    }
}

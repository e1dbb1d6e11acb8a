package import Foundation
import HTTPTypes
package import Hummingbird
package import Logging
package import NIOCore
package import Rules
package import Storage
package import Web

/// One request, once it has passed the gate: who, in which language, as what, for which entity.
package struct Visit: Sendable {
    package private(set) var house: House
    /// What was asked for, as its pattern: what logs may say.
    package let route: Address
    package let request: Request
    /// What was sent to be done; empty for a GET. It has proven that it came from a page given to this browser.
    package var form = Form()
    /// A multipart form, where the address takes one: proven as well, and not read yet.
    var arriving: Upload?
    /// What stands after the `?`.
    package let query: Form
    /// The variable parts of the address.
    package let parts: AddressParts
    /// What the address takes.
    package let takes: Route.Body
    package let port: SitePort
    package let channel: (any Channel)?
    /// Named in logs and on fault pages; the caller's own `X-Request-ID` when it sent a harmless one.
    package let requestID: String
    /// When the request came in; every rule it runs is told this time.
    package let now: Date
    package var language: Language
    package var session: Session?
    /// This browser's own secret, and the proof of it that every form carries.
    package var browser = ""
    package var csrf = ""
    /// What the address of a power gate leads to, for whoever is signed in.
    var arrival: Arrival?
    package var acting: Acting?
    package var entity: Entity?
    package var quality: Quality?
    /// Every role the visitor holds in the entity.
    package var roles: [Acting] = []
    /// What has just happened, told once.
    package var notice: Notice?
    /// Cookies to send back with the answer.
    package var cookies: CookieJar
    /// Set once a number is shown in full.
    let disclosed = DisclosureMark()

    /// Every line of it names the request.
    package var logger: Logger {
        var logger = house.logger
        logger[metadataKey: "request"] = "\(requestID)"
        logger[metadataKey: "route"] = "\(route.pattern)"
        return logger
    }
    package var person: Person? { session?.person }

    /// Where the visitor is, as far as our own proxies tell; "unknown" without a connection.
    var address: String {
        let told = request.headers[values: .forwardedFor]
        return VisitorAddress.of(channel?.remoteAddress?.ipAddress ?? "unknown", at: port, forwardedFor: told, proxies: house.settings.proxies)
    }

    /// The variable part of the address that is of this type; what is none leads nowhere.
    package func part<Part: AddressPart>(_ type: Part.Type = Part.self) throws -> Part { try parts.part(type) }

    /// The place in a list that the query names; nil when it names none.
    /// - Throws: `UnreadableForm` for what is no place.
    package func cursor(_ name: String) throws -> Cursor? {
        guard !query[name].isEmpty else { return nil }
        guard let cursor = Cursor(query[name]) else { throw UnreadableForm() }
        return cursor
    }

    /// What the gate let in as; features behind a power gate always have it.
    package func actor() throws -> Acting {
        guard let acting else { throw NotFound() }
        return acting
    }

    package func signedIn() throws -> Session {
        guard let session else { throw SignInNeeded() }
        return session
    }

    package func thisEntity() throws -> Entity {
        guard let entity else { throw NotFound() }
        return entity
    }

    package func thisQuality() throws -> Quality {
        guard let quality else { throw NotFound() }
        return quality
    }

    package func thisDomain() throws -> AccessDomain {
        guard let domain = house.catalogue[try thisQuality().domain] else { throw NotFound() }
        return domain
    }

    package func may(_ power: Power, on target: Target? = nil) -> Bool {
        guard let acting, let entity else { return false }
        return acting.may(power, in: Place(entity: entity.id, quality: quality?.id), on: target)
    }

    /// The same visit, its body read. A form that is only shown again, in another language, writes nothing.
    func with(_ form: Form) -> Visit {
        var visit = self
        visit.form = form
        visit.house.isShowingAgain = Language(rawValue: query["language"]) != nil
        visit.form.isShownAgain = visit.house.isShowingAgain
        if visit.form.isShownAgain { visit.form.toldBefore = ToldBefore(query) }
        return visit
    }

    init(
        house: House, route: Address, request: Request, parts: AddressParts, takes: Route.Body, port: SitePort, channel: (any Channel)?,
        requestID: String, now: Date, language: Language, cookies: CookieJar
    ) {
        (self.house, self.route, self.request, self.parts, self.takes) = (house, route, request, parts, takes)
        (self.port, self.channel, self.requestID, self.now) = (port, channel, requestID, now)
        (self.language, self.cookies) = (language, cookies)
        query = Form(urlEncoded: request.uri.query ?? "") ?? Form()
    }

    // MARK: Words

    package func say(_ key: String, _ values: [String: String] = [:]) -> String {
        house.pages.texts.say(hasContactCentre ? key : house.pages.texts.withoutContact(key), values, in: language)
    }

    /// A count with its noun: `say(count: 3, "users.count")`.
    package func say(count: Int, _ key: String) -> String { say(key, ["count": Formats.number(count, in: language)]) }
}

/// The visitor must sign in first.
package struct SignInNeeded: Error, Sendable { package init() {} }

extension SignInNeeded: TellableError {
    package var report: ProblemReport? {
        var report = ProblemReport("signInNeeded", .unauthorized)
        report.headers[.wwwAuthenticate] = "Bearer"
        return report
    }
}

/// The visitor has a password that somebody else chose, and must choose their own before anything else (MISSION U2).
package struct PasswordChangeNeeded: Error, Sendable { package init() {} }

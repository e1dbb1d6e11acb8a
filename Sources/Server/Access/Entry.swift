import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Rules
import Storage
import Web

extension House {
    /// Runs one route: identify the visitor, ask the gate, run the handler, tell what went wrong in the route's format.
    func answer(_ route: Route, _ parts: AddressParts, _ request: Request, _ context: Connection, at port: SitePort) async -> Response {
        var visit = unidentified(route, parts, request, context, at: port)
        var response: Response
        do {
            try await identify(&visit, for: route)
            guard Form(urlEncoded: request.uri.query ?? "") != nil else { throw UnreadableForm() }
            if route.changes { visit = try await visit.taken(by: route) }
            do {
                try await route.gate.admit(&visit)
                response = try await route.handle(visit)
                if visit.disclosed.isSet { try await disclosures.makeRoom() }
            } catch is SignInNeeded where route.format == .pages {
                response = try await askToSignIn(visit)
            } catch is ShownAgain {
                response = visit.redirect(to: hasPage(route.address) ? visit.request.uri.path : Address.home())
            } catch is PasswordChangeNeeded {
                response = visit.toPasswordChange()
            }
        } catch {
            response = await Problems.tell(error, visit, format: route.format)
        }
        finish(&response, visit, route)
        // The session made over this connection, or over another of the same browser, has ended: so has what the card proved.
        let hasLost = route.format == .pages && visit.session == nil && visit.cookies.session(of: visit.request) != nil
        return hasLost ? visit.closingCards(response) : response
    }

    private func hasPage(_ address: Address) -> Bool { Features.routes.contains { $0.method == .get && $0.address == address } }

    private func unidentified(
        _ route: Route, _ parts: AddressParts, _ request: Request, _ context: Connection, at port: SitePort
    ) -> Visit {
        let cookies = CookieJar(isSecure: port.isSecure)
        let accepted = Language.negotiated(request.headers[.acceptLanguage] ?? "")
        return Visit(
            house: self, route: route.address, request: request, parts: parts, takes: route.takes, port: port, channel: context.channel,
            requestID: context.requestID, now: clock(),
            language: cookies.language(of: request).flatMap(Language.init(rawValue:)) ?? accepted, cookies: cookies)
    }

    /// Who the session cookie speaks for; a browser without one gets a secret of its own, so that its forms can prove themselves too.
    private func identify(_ visit: inout Visit, for route: Route) async throws {
        if let asked = Language(rawValue: visit.query["language"]) { visit.language = asked }
        let browser = visit.cookies.browser(of: visit.request).flatMap { $0.utf8.count == 43 ? $0 : nil } ?? Secret.random()
        visit.browser = browser
        visit.csrf = Secret.csrf(for: browser, key: settings.formKey)
        // A browser sends its cookies along with whatever any page makes it ask. A page waits for the proof in its form; a document has none, so there a
        // cookie says nothing without the proof beside it.
        if route.format == .pages || visit.formProof.isInHeader, let secret = visit.cookies.session(of: visit.request), !secret.isEmpty,
            let (session, arrival) = try await session(secret, at: visit.now, in: try? AddressedPlace(route.gate, visit))
        {
            (visit.session, visit.arrival) = (session, arrival)
        }
        visit.notice = visit.cookies.notice(of: visit.request).flatMap(visit.notice(written:)).flatMap { notice in
            pages.texts.phrases["notices.\(notice.code)"] == nil ? nil : notice
        }
    }

    private func finish(_ response: inout Response, _ visit: Visit, _ route: Route) {
        // What a cache may keep and give to others sets nothing in anybody's browser.
        guard route.format == .pages, !response.isPublic else { return }
        let jar = visit.cookies
        if jar.browser(of: visit.request) != visit.browser { response.headers[values: .setCookie].append(jar.browser(visit.browser)) }
        if !visit.query["language"].isEmpty { response.headers[values: .setCookie].append(jar.language(visit.language.rawValue)) }
        if visit.notice != nil, response.status != .seeOther { response.headers[values: .setCookie].append(jar.noNotice()) }
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Rules
import Storage
import Web

extension House {
    /// Runs one route: identify the visitor, ask the gate, run the handler, tell what went wrong in the route's voice.
    func answer(_ route: Route, _ parts: AddressParts, _ request: Request, _ context: Connection, at port: SitePort) async -> Response {
        var visit = unidentified(route, parts, request, context, at: port)
        var response: Response
        do {
            try await identify(&visit, for: route.gate)
            guard Form(urlEncoded: request.uri.query ?? "") != nil else { throw UnreadableForm() }
            if route.method == .post, route.voice == .pages { visit = visit.with(request: request, form: try await proven(request, in: visit)) }
            do {
                try await route.gate.admit(&visit)
                response = try await route.handle(visit)
            } catch is SignInNeeded where route.voice == .pages {
                response = try await askToSignIn(visit)
            } catch is ShownAgain {
                response = visit.redirect(to: hasPage(route.address) ? visit.request.uri.path : Address.home())
            } catch is PasswordChangeNeeded {
                response = visit.toPasswordChange()
            }
        } catch {
            response = await Problems.tell(error, visit, voice: route.voice)
        }
        finish(&response, visit, route)
        // The session made over this connection, or over another of the same browser, has ended: so has what the card proved.
        let hasLost = visit.session == nil && visit.cookies.session(of: visit.request) != nil
        return hasLost ? visit.closingCards(response) : response
    }

    private func hasPage(_ address: Address) -> Bool { Features.routes.contains { $0.method == .get && $0.address == address } }

    private func unidentified(
        _ route: Route, _ parts: AddressParts, _ request: Request, _ context: Connection, at port: SitePort
    ) -> Visit {
        let cookies = CookieJar(isSecure: port.isSecure)
        let accepted = Language.negotiated(request.headers[.acceptLanguage] ?? "")
        return Visit(
            house: self, route: route.address, request: request, parts: parts, port: port, channel: context.channel,
            requestID: context.requestID, now: clock(),
            language: cookies.language(of: request).flatMap(Language.init(rawValue:)) ?? accepted, cookies: cookies)
    }

    /// Who the session cookie speaks for; a browser without one gets a secret of its own, so that its forms can prove themselves too.
    private func identify(_ visit: inout Visit, for gate: Gate) async throws {
        if let asked = Language(rawValue: visit.query["language"]) { visit.language = asked }
        if let secret = visit.cookies.session(of: visit.request), !secret.isEmpty,
            let (session, arrival) = try await session(secret, at: visit.now, in: try? AddressedPlace(gate, visit))
        {
            (visit.session, visit.arrival) = (session, arrival)
        }
        let browser = visit.cookies.browser(of: visit.request).flatMap { $0.utf8.count == 43 ? $0 : nil } ?? Secret.random()
        visit.browser = browser
        visit.csrf = Secret.csrf(for: browser, key: settings.formKey)
        visit.notice = visit.cookies.notice(of: visit.request).flatMap(visit.notice(written:)).flatMap { notice in
            pages.texts.phrases["notices.\(notice.code)"] == nil ? nil : notice
        }
    }

    /// The form, if it proves that it came from a page given to this browser and carries nothing hostile.
    private func proven(_ request: Request, in visit: Visit) async throws -> Form {
        let body = try await request.wholeBody(upTo: 64 * 1024)
        guard let form = Form(urlEncoded: String(buffer: body)) else { throw UnreadableForm() }
        let sites = [settings.site] + [settings.cardSite].compactMap(\.self)
        let proof = FormProof(request, at: visit.port, sites: sites, csrf: visit.csrf, key: settings.formKey)
        guard proof.holds(form.exact("_csrf")) else { throw ForgedForm() }
        return form
    }

    private func finish(_ response: inout Response, _ visit: Visit, _ route: Route) {
        // What a cache may keep and give to others sets nothing in anybody's browser.
        guard route.voice == .pages, !response.isPublic else { return }
        let jar = visit.cookies
        if jar.browser(of: visit.request) != visit.browser { response.headers[values: .setCookie].append(jar.browser(visit.browser)) }
        if !visit.query["language"].isEmpty { response.headers[values: .setCookie].append(jar.language(visit.language.rawValue)) }
        if visit.notice != nil, response.status != .seeOther { response.headers[values: .setCookie].append(jar.noNotice()) }
    }
}

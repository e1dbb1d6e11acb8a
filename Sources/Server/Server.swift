package import Foundation
import HTTPTypes
package import Hummingbird
package import HummingbirdCore
package import Logging
import NIOCore

/// The composition: every route of every feature behind its gate, and what every answer carries.
package enum Site {
    /// How a port is served. A connection on which nothing has moved for a minute is closed: slow ones cannot be hoarded.
    package static func http(_ house: House, at port: SitePort) throws -> HTTPServerBuilder {
        let channel = try channel(house, at: port)
        return HTTPServerBuilder { channel($0) }
    }

    static func channel(_ house: House, at port: SitePort) throws -> @Sendable (@escaping HTTPChannelHandler.Responder) -> DecisionChannel {
        let desk = try WireDesk(house, at: port)
        return { DecisionChannel(responder: $0, desk: desk, idleTimeout: .seconds(60)) }
    }

    /// The responder for one port.
    package static func router(_ house: House, at port: SitePort) -> Router<Connection> {
        let router = Router(context: Connection.self)
        router.add(middleware: Hardening(isSecure: port.isSecure))
        for route in Features.routes {
            let meter = house.metrics.requests.of(route.method, route.address)
            router.on(RouterPath(route.address.pattern), method: route.method) { request, context in
                await house.watched(request, meter) { await house.answer(route, $0, context, at: port) }
            }
        }
        router.add(middleware: Wayfinding(house: house, port: port))
        return router
    }
}

/// What every answer carries: a policy without inline code, no framing, no sniffing, no referrer to other sites.
struct Hardening: RouterMiddleware {
    let isSecure: Bool

    func handle(_ request: Request, context: Connection, next: (Request, Connection) async throws -> Response) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.fields(isSecure: isSecure) { response.headers[name] = value }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }

    static func fields(isSecure: Bool) -> [(HTTPField.Name, String)] {
        [
            (
                .contentSecurityPolicy,
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            ),
            (.xContentTypeOptions, "nosniff"), (.frameOptions, "DENY"), (.referrerPolicy, "same-origin"), (.openerPolicy, "same-origin"),
            (.permissionsPolicy, "camera=(), microphone=(), geolocation=()"),
        ] + (isSecure ? [(.strictTransportSecurity, "max-age=31536000")] : [])
    }
}

/// An address that no feature has: the same page as for what the reader may not see.
struct Wayfinding: RouterMiddleware {
    let house: House
    let port: SitePort

    func handle(_ request: Request, context: Connection, next: (Request, Connection) async throws -> Response) async throws -> Response {
        do { return try await next(request, context) } catch let error as HTTPError where error.status == .notFound {
            let meter = house.metrics.requests.nowhere
            let nowhere = Route.get(Address(meter.route), .open) { _ in throw NotFound() }
            return await house.watched(request, meter) { await house.answer(nowhere, $0, context, at: port) }
        }
    }
}

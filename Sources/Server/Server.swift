import Foundation
import HTTPTypes
package import Hummingbird
package import HummingbirdCore
import Logging
import NIOCore
package import Web

/// The composition: every route of every feature behind its gate, and what every answer carries.
package enum Site {
    /// How a port is served: so many connections, and on each no longer than `RequestDeadlines` says.
    package static func http(
        _ house: House, at port: SitePort, _ connections: Connections, _ table: RouteTable = Features.table
    ) throws -> HTTPServerBuilder {
        let channel = try channel(house, at: port, connections, table)
        return HTTPServerBuilder { channel($0) }
    }

    static func channel(
        _ house: House, at port: SitePort, _ connections: Connections, _ table: RouteTable = Features.table
    ) throws -> @Sendable (@escaping HTTPChannelHandler.Responder) -> DecisionChannel {
        let fastPath = try FastPathResponder(house, at: port)
        return { DecisionChannel(responder: $0, fastPath: fastPath, connections: connections, table: table) }
    }

    /// The responder for one port.
    package static func router(_ house: House, at port: SitePort, _ table: RouteTable = Features.table) -> Router<Connection> {
        let router = Router(context: Connection.self)
        router.add(middleware: RequestIDs())
        router.add(middleware: SecurityHeaders(isSecure: port.isSecure))
        for route in table.routes {
            let meter = house.metrics.requests.of(route.method, route.address.pattern)
            @Sendable func answer(_ request: Request, _ context: Connection) async -> Response {
                // The router passes over empty segments.
                guard let parts = route.address.parts(of: request.uri.path) else {
                    return await house.tell(NotFound(), request, context, at: port)
                }
                return await house.watched(request, context.requestID, meter) {
                    await house.answer(route, parts, request, context, at: port)
                }
            }
            router.on(RouterPath(route.address.pattern), method: route.method) { await answer($0, $1) }
            guard route.method == .get else { continue }
            router.on(RouterPath(route.address.pattern), method: .head) { await answer($0, $1).headOnly }
        }
        router.add(middleware: NotFoundMiddleware(house: house, port: port, table: table))
        return router
    }
}

/// An address that no feature has: the same page as for what the reader may not see. One that answers other methods says which.
struct NotFoundMiddleware: RouterMiddleware {
    let house: House
    let port: SitePort
    let table: RouteTable

    func handle(_ request: Request, context: Connection, next: (Request, Connection) async throws -> Response) async throws -> Response {
        do { return try await next(request, context) } catch let error as HTTPError where error.status == .notFound {
            let allowed = table.methods(at: request.uri.path)
            let problem: any Error = allowed.isEmpty ? NotFound() : MethodNotAllowed(allowed: allowed)
            let response = await house.tell(problem, request, context, at: port)
            return request.method == .head ? response.headOnly : response
        }
    }
}

extension House {
    /// What no route answers.
    fileprivate func tell(_ problem: any Error, _ request: Request, _ context: Connection, at port: SitePort) async -> Response {
        let meter = metrics.requests.nowhere
        let nowhere = Route.get(TypedAddress(meter.route), .open) { _ in throw problem }
        return await watched(request, context.requestID, meter) {
            await answer(nowhere, AddressParts(none: nowhere.address), request, context, at: port)
        }
    }
}

package import Hummingbird

/// Gives each request its id, its own or one of ours, and names it in the answer.
package struct RequestIDs: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request, context: Connection, next: (Request, Connection) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.requestID = RequestID.of(request)
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID
        return response
    }
}

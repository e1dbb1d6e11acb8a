package import HTTPTypes
package import Hummingbird

/// What every answer carries: a policy without inline code, no framing, no sniffing, no referrer to other sites.
package struct SecurityHeaders: RouterMiddleware {
    private let isSecure: Bool

    package init(isSecure: Bool) { self.isSecure = isSecure }

    package func handle(_ request: Request, context: Connection, next: (Request, Connection) async throws -> Response) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.fields(isSecure: isSecure) { response.headers[name] = value }
        // What sets a cookie is for one browser, whatever else is said of it.
        if response.headers[.cacheControl] == nil || response.headers.contains(.setCookie) { response.headers[.cacheControl] = "no-store" }
        return response
    }

    package static func fields(isSecure: Bool) -> [(HTTPField.Name, String)] {
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

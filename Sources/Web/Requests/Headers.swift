package import HTTPTypes

/// Header fields that HTTPTypes has no name for.
extension HTTPField.Name {
    package static let requestID = known("X-Request-ID")
    package static let forwardedFor = known("X-Forwarded-For")
    package static let formProof = known("X-CSRF-Token")
    static let frameOptions = known("X-Frame-Options")
    static let referrerPolicy = known("Referrer-Policy")
    static let permissionsPolicy = known("Permissions-Policy")
    static let openerPolicy = known("Cross-Origin-Opener-Policy")

    /// The names above are valid tokens; `via` could only ever stand in for a misspelt one, which the header tests would show.
    private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .via }
}

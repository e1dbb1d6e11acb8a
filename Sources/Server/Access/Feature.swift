import Rules

/// What a feature gives the composition: its routes, and where what its rules refuse can be seen or done.
protocol Feature: Sendable {
    static var routes: [Route] { get }

    /// Where a refusal's subject can be seen, when only this feature knows; nil for all else.
    static func remedy(for refusal: Refusal, in visit: Visit) async throws -> Link?
}

extension Feature {
    static func remedy(for refusal: Refusal, in visit: Visit) async throws -> Link? { nil }
}

import Rules

/// What a feature gives the composition: its routes, and where what its rules refuse can be seen or done.
protocol Feature: Sendable {
    static var routes: [Route] { get }

    /// Where a refusal's subject can be seen, when only this feature knows; nil for all else.
    static func remedy(for refusal: Refusal, in visit: Visit) async throws -> Link?

    /// What can be done about what a notice tells; nil for all else.
    static func followUp(of notice: Notice, in visit: Visit) -> Link?

    /// Its lines of the menu *Fonctionnalités*: only what the visitor may do here.
    static func menu(_ visit: Visit) -> [MenuEntry]
}

extension Feature {
    static func remedy(for refusal: Refusal, in visit: Visit) async throws -> Link? { nil }
    static func followUp(of notice: Notice, in visit: Visit) -> Link? { nil }
    static func menu(_ visit: Visit) -> [MenuEntry] { [] }
}

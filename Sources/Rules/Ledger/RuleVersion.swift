package import FoundationEssentials

/// The rules that recorded acts are held against. What was lawful when it was done stays so: a rule that changes becomes a new version here, with the
/// instant from which it counts, and `requireLawful` keeps the old one for what was done before.
package enum RuleVersion: CaseIterable, Sendable {
    case first

    private static let since: [(instant: Date, version: RuleVersion)] = [(.distantPast, .first)]

    /// Those that held at that instant.
    package static func at(_ instant: Date) -> RuleVersion { since.last { $0.instant <= instant }?.version ?? .first }

    /// By how much an act may lie before an earlier one: nodes have clocks of their own, and of two that write beside each other the later to begin may
    /// be the first to end.
    package static let clockTolerance: Double = 600
}

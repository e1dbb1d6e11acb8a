package import FoundationEssentials

/// The demo world (DESIGN §10): invented people and entities on fixed keys, the same at every start. The demo, the tests and the screenshots
/// all use it.
package enum Town {
    /// When the founding acts begin: 5 January 2026, 08:00 UTC. They follow one another by a minute.
    package static let opening = instant("2026-01-05T08:00:00Z")

    /// The password of every demo account.
    package static let password = "Tournesol#2026"

    /// Midnight UTC of a day written `2026-01-05`.
    static func day(_ text: String) -> Date { instant("\(text)T00:00:00Z") }

    private static func instant(_ text: String) -> Date { literal(try Date(text, strategy: .iso8601)) }
}

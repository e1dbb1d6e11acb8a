public import FoundationEssentials

/// When something holds. The one place that judges a date: an entity that ceases and a legal function that begins or ends are both asked here.
///
/// The register speaks of days. Each is kept as the instant at which it begins in the installation's time zone, so that rules need no calendar.
package struct Period: Hashable, Sendable {
    /// The first instant; nil when it has always held.
    package let from: Date?
    /// The first instant at which it no longer holds; nil while no end is known.
    package let until: Date?

    package init(from: Date? = nil, until: Date? = nil) {
        self.from = from
        self.until = until
    }

    package func contains(_ instant: Date) -> Bool { hasBegun(by: instant) && !hasEnded(by: instant) }
    package func hasBegun(by instant: Date) -> Bool { from.map { $0 <= instant } ?? true }
    package func hasEnded(by instant: Date) -> Bool { until.map { $0 <= instant } ?? false }
}

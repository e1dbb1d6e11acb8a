package import FoundationEssentials

/// Instants as the database keeps them: BIGINT microseconds since 1970-01-01 UTC (DESIGN §4).
package enum Dates {
    /// Exact for every whole microsecond between the years 1729 and 2273; clamped where no 64-bit number fits.
    package static func microseconds(_ date: Date) -> Int64 {
        let seconds = date.timeIntervalSinceReferenceDate
        guard seconds > -latest else { return .min }
        guard seconds < latest else { return .max }
        let whole = seconds.rounded(.down)
        return (Int64(whole) + epoch) * 1_000_000 + Int64(((seconds - whole) * 1_000_000).rounded())
    }

    package static func date(microseconds: Int64) -> Date {
        let (whole, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return Date(timeIntervalSinceReferenceDate: Double(whole - epoch) + Double(rest) / 1_000_000)
    }

    /// The date as it will come back from the database: a clock reads finer than a microsecond.
    package static func stored(_ date: Date) -> Date { self.date(microseconds: microseconds(date)) }

    /// Seconds from 1970 to `Date`'s own reference, 2001.
    private static let epoch: Int64 = 978_307_200
    /// The seconds beyond which microseconds leave the 64 bits, with a margin for the epoch.
    private static let latest = 9.2e12
}

package import Foundation

/// The machine's clock, for whoever is given no other.
package enum SystemClock {
    /// The present, in whole microseconds: what both databases keep.
    package static let now: @Sendable () -> Date = {
        Date(timeIntervalSince1970: (Date().timeIntervalSince1970 * 1_000_000).rounded() / 1_000_000)
    }
}

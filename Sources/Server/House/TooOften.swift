package import Foundation

/// Done more often than honest work needs, and not done this time (429).
package struct TooOften: Error, Sendable {
    /// Picks the sentences: `problems.<kind>`.
    package enum Kind: String, Sendable, CaseIterable {
        /// People looked up by national number: wait a little.
        case lookUpsSlowed
        /// People looked up by national number: no more today.
        case lookUpsRefused
        /// New passwords given to others.
        case passwordsSlowed
        /// Letters that one person's acts cause.
        case lettersSlowed
    }

    package let kind: Kind
    /// When it may be done again.
    package let until: Date

    package init(_ kind: Kind, until: Date) { (self.kind, self.until) = (kind, until) }
}

package import Foundation
package import Web

extension TooOften {
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

    package init(_ kind: Kind, until: Date) { self.init(kind.rawValue, until: until) }
}

import Foundation
import Rules

/// Why may they: from the legal function in the company register, by every hand-over, down to one assignment (MISSION "The chain", U4, M13).
struct Chain: Sendable {
    /// One holder of power: who, as what, since when and until when, and what handed it to them.
    struct Link: Sendable {
        enum Kind: Hashable, Sendable {
            case function(FunctionKind)
            case role(Role)
        }

        let name: String
        let kind: Kind
        let since: Date
        /// Who handed it over, and as what; nil of what the register says.
        var given: (name: String, role: Role?)?
        /// When it ended; what was handed on before stays (MISSION D10).
        let ended: Date?
    }

    /// The origin first.
    let links: [Link]
}

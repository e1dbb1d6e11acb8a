/// What an act was done under: a legal function known to the company register, an assignment that another act opened,
/// a person's right over their own data, or the operator of the installation.
package enum Authority: Hashable, Sendable {
    case function(LegalFunction.ID)
    case assignment(Assignment.ID)
    case oneself
    case installation

    /// The kind, as stored and as written into the ledger.
    package var kind: String {
        switch self {
        case .function: "function"
        case .assignment: "assignment"
        case .oneself: "oneself"
        case .installation: "installation"
        }
    }

    /// The key of the row or function, when there is one.
    package var key: Int64? {
        switch self {
        case .function(let id): id.rawValue
        case .assignment(let id): id.rawValue
        case .oneself, .installation: nil
        }
    }

    package init?(kind: String, key: Int64?) {
        switch (kind, key) {
        case ("function", let key?): self = .function(.init(rawValue: key))
        case ("assignment", let key?): self = .assignment(.init(rawValue: key))
        case ("oneself", nil): self = .oneself
        case ("installation", nil): self = .installation
        default: return nil
        }
    }
}

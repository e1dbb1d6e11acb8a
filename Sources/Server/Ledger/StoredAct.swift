import Rules
import Standards
import Storage

/// An act as it is stored: its bytes, the salt that blinds its leaf in the tree, and the code that proves where this installation recorded it.
struct StoredAct: Sendable {
    let position: Int64
    /// Empty once the act was erased.
    let body: [UInt8]
    /// Nil for acts of a time before leaves were blinded.
    let salt: [UInt8]?
    /// Kept of an act that was erased; nil while the body gives it.
    let leaf: [UInt8]?
    let code: [UInt8]?

    static let columns: SQL = "position, body, salt, leaf, authentication_code"

    init(_ row: Columns) throws {
        position = try row.integer("position")
        body = try row.bytes("body")
        salt = try row.optionalBytes("salt")
        leaf = try row.optionalBytes("leaf")
        code = try row.optionalBytes("authentication_code")
    }

    /// The hash of its leaf.
    /// - Throws: `LedgerFault.unreadableAct` when what is stored has none.
    func leafHash() throws -> MerkleHash {
        guard isErased else { return LeafBlinding.leafHash(of: body, salt) }
        guard let kept = leaf.flatMap({ MerkleHash(bytes: $0) }) else { throw LedgerFault.unreadableAct(position: position) }
        return kept
    }

    var isErased: Bool { body.isEmpty }

    func act() throws -> Act { try Act(canonicalBytes: body) }

    /// Whether one of the keys proves that it was recorded here, at this position.
    func isAuthentic(_ sealer: Sealer) -> Bool {
        code.map { sealer.isCode($0, of: Self.proven(position, body, salt, leaf), purpose: Self.purpose) } ?? false
    }

    static func code(_ sealer: Sealer, position: Int64, body: [UInt8], salt: [UInt8]?, leaf: [UInt8]? = nil) -> [UInt8] {
        sealer.code(of: proven(position, body, salt, leaf), purpose: purpose)
    }

    private static func proven(_ position: Int64, _ body: [UInt8], _ salt: [UInt8]?, _ leaf: [UInt8]?) -> [Value] {
        [position.bound, body.bound, salt.bound, leaf.bound]
    }

    private static let purpose = "acts"
}

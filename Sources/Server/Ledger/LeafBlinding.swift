import Crypto
import Standards

/// What the tree hashes of an act: one byte that no body begins with, a random salt, and the body (docs/decisions/0030). Whoever sees the hash cannot try
/// out which act it is of, and once salt and body are gone nobody can.
enum LeafBlinding {
    static let saltSize = 32
    private static let prefix: UInt8 = 0x01

    static func freshSalt() -> [UInt8] { SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) } }

    /// Without a salt, as before leaves were blinded, the body is the entry.
    static func leafHash(of body: [UInt8], _ salt: [UInt8]?) -> MerkleHash {
        guard let salt else { return MerkleTree.leafHash(of: body) }
        return MerkleTree.leafHash(of: [prefix] + salt + body)
    }
}

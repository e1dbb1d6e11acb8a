import Rules
import Standards

/// Acts in the bytes that the ledger hashes, made beforehand: the transaction that records them only writes.
struct WrittenActs: Sendable {
    struct Entry: Sendable {
        let act: Act
        let body: [UInt8]
        let salt: [UInt8]
        let leaf: MerkleHash
    }

    let entries: [Entry]

    init(_ acts: [Act]) throws {
        entries = try acts.map { act in
            let (body, salt) = (try act.canonicalBytes(), LeafBlinding.freshSalt())
            return Entry(act: act, body: body, salt: salt, leaf: LeafBlinding.leafHash(of: body, salt))
        }
    }
}

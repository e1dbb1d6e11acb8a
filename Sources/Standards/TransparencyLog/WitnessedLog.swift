/// What a witness knows of one log, and what it answers to it (C2SP tlog-witness). The origin of the log is the name of its keys.
package struct WitnessedLog: Sendable {
    /// Any of them may sign.
    package let keys: [NoteKey]
    /// The one cosigned last; nil before the first.
    package private(set) var latest: Checkpoint?

    package init(keys: [NoteKey], latest: Checkpoint? = nil) { (self.keys, self.latest) = (keys, latest) }

    /// Each refusal has a status of its own.
    package enum Answer: Hashable, Sendable {
        /// It only added to what is known.
        case consistent
        /// 403: none of the keys signed it, or one of them wrongly.
        case untrusted
        /// 400: fewer leaves than are said to be known.
        case shrinking
        /// 409: another size is known.
        case knows(size: Int)
        /// 409: with as many leaves another root is known.
        case rootDiffers
        /// 422: the proof does not lead from what is known to it.
        case inconsistent
    }

    /// In the order of the specification.
    package func answer(_ request: AddCheckpointRequest) -> Answer {
        let asked = request.signed.checkpoint
        let signing = keys.filter { !request.signed.signatures(of: $0).isEmpty }
        guard !signing.isEmpty, signing.allSatisfy(request.signed.isSigned) else { return .untrusted }
        guard request.oldSize <= asked.size else { return .shrinking }
        let (size, root) = (latest?.size ?? 0, latest?.root ?? MerkleTree.emptyRoot)
        guard request.oldSize == size else { return .knows(size: size) }
        if size == asked.size, root != asked.root { return latest == nil ? .inconsistent : .rootDiffers }
        guard MerkleTree.verifiesConsistency(from: size, root, to: asked.size, asked.root, proof: request.proof) else { return .inconsistent }
        return .consistent
    }

    /// To be kept before anybody is told that it was cosigned.
    package mutating func cosigned(_ checkpoint: Checkpoint) { latest = checkpoint }
}

/// What a log asks of a witness: to cosign its checkpoint, which only added to the one that the witness cosigned last (C2SP tlog-witness, add-checkpoint).
package struct AddCheckpointRequest: Hashable, Sendable {
    /// How many leaves the witness knows of, as the log has it; 0 for none.
    package let oldSize: Int
    /// That the tree of `oldSize` leaves is the beginning of this one.
    package let proof: [MerkleHash]
    package let signed: SignedCheckpoint

    /// The path of the call below the address of a witness.
    package static let path = "/add-checkpoint"
    /// The type of the answer that says which size the witness knows.
    package static let sizeType = "text/x.tlog.size"
    private static let longestProof = 63

    package init(oldSize: Int, proof: [MerkleHash], signed: SignedCheckpoint) { (self.oldSize, self.proof, self.signed) = (oldSize, proof, signed) }
}

extension AddCheckpointRequest {
    package var text: String { "old \(oldSize)\n" + proof.map { $0.base64 + "\n" }.joined() + "\n" + signed.text }

    /// Nil unless `text` is exactly what ``text`` gives for some request.
    package init?(text: String) {
        let lines = NoteText.lines(of: text)
        guard let empty = lines.firstIndex(of: ""), 1...(Self.longestProof + 1) ~= empty, lines[0].hasPrefix("old "),
            let size = Int(lines[0].dropFirst(4)), size >= 0,
            let signed = SignedCheckpoint(text: lines[(empty + 1)...].joined(separator: "\n"))
        else { return nil }
        let proof = lines[1..<empty].compactMap(MerkleHash.init(base64:))
        guard proof.count == empty - 1 else { return nil }
        self.init(oldSize: size, proof: proof, signed: signed)
        // Rules out what reads the same but is written otherwise: "+5", "05".
        guard self.text == text else { return nil }
    }
}

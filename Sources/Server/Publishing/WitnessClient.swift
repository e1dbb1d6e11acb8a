import Foundation
import Standards
import Storage
import Web

/// One witness, asked to cosign the checkpoints of this installation, each with the proof that it adds to what the witness cosigned last.
actor WitnessClient {
    nonisolated let address: WitnessAddress
    private let storage: Storage
    private let clock: @Sendable () -> Date
    /// The network may take its time.
    private let worker = Workers(1)
    /// Of what it cosigned last; nil until that is known.
    private var known: MerkleFrontier?

    init(_ address: WitnessAddress, _ storage: Storage, clock: @escaping @Sendable () -> Date) {
        (self.address, self.storage, self.clock) = (address, storage, clock)
    }

    /// Why there is no cosignature.
    enum Refusal: Error, Hashable, CustomStringConvertible {
        case unreached(HTTPPost.Failure)
        /// Not ready, or not configured to witness this log.
        case failed(status: Int)
        /// It cosigned a larger ledger than this checkpoint's: of another node, or of acts that are gone.
        case ahead(Int)
        /// What is asked for does not add to what it cosigned.
        case contradicted(status: Int)
        /// The acts that are there do not give the root that was signed.
        case rewritten(size: Int)
        /// It says that it cosigned at another time than now.
        case atAnotherTime(Date)

        var description: String {
            switch self {
            case .unreached(let failure): "\(failure)"
            case .failed(403): "it knows no key that signed the checkpoint of this log (status 403): give its operator the line of `chatelaine keys`"
            case .failed(404): "it does not witness this log, or nobody does at this address (status 404)"
            case .failed(200): "it answered without a cosignature by its key"
            case .failed(let status): "it did not cosign (status \(status))"
            case .ahead(let size): "it cosigned \(size) acts already"
            case .contradicted(let status): "it cosigned other acts than those that are there (status \(status))"
            case .rewritten(let size): "the first \(size) acts are not those that were signed"
            case .atAnotherTime(let instant):
                "it says that it cosigned \(min(instant, .distantFuture).formatted(.iso8601)): its clock or ours is wrong"
            }
        }
    }

    /// The same with the witness's cosignature.
    /// - Throws: `Refusal`; what keeps the acts from being read.
    func cosigned(_ signed: SignedCheckpoint) async throws -> SignedCheckpoint {
        var old = known ?? MerkleFrontier()
        // It may know another size than is thought here: once after a start, and whenever another node was quicker.
        for _ in 0..<3 {
            let prover = try await proven(old, signed.checkpoint)
            let request = AddCheckpointRequest(oldSize: old.count, proof: prover.proof ?? [], signed: signed)
            let answer = try await ask(request)
            guard let size = try Self.sizeKnown(to: answer) else {
                known = prover.frontier
                return try Self.cosignatures(answer, of: signed, by: address.key, at: clock())
            }
            guard size <= signed.checkpoint.size else { throw Refusal.ahead(size) }
            old = try await frontier(at: size, from: old)
        }
        throw Refusal.failed(status: 409)
    }

    private func ask(_ request: AddCheckpointRequest) async throws -> HTTPPost.Answer {
        let (post, body) = (address.request, Array(request.text.utf8))
        do { return try await worker.run { try post.send(body, type: "text/plain; charset=utf-8") } } catch let failure as HTTPPost.Failure {
            throw Refusal.unreached(failure)
        }
    }

    /// How large the ledger is that it cosigned last, when it is another than was said; nil when it cosigned.
    private static func sizeKnown(to answer: HTTPPost.Answer) throws -> Int? {
        switch answer.status {
        case 200: return nil
        case 409 where answer.contentType == AddCheckpointRequest.sizeType:
            let text = String(decoding: answer.body, as: UTF8.self)
            guard let size = Int(text.dropLast()), size >= 0, text == "\(size)\n" else { throw Refusal.failed(status: answer.status) }
            return size
        case 409, 422: throw Refusal.contradicted(status: answer.status)
        default: throw Refusal.failed(status: answer.status)
        }
    }

    /// Seconds by which its clock may differ from ours.
    private static let tolerance: TimeInterval = 300

    /// Its own cosignatures alone count, and only right ones of about now: one of next year would hide for a year that it fell silent.
    /// - Throws: `Refusal`.
    static func cosignatures(_ answer: HTTPPost.Answer, of signed: SignedCheckpoint, by key: NoteKey, at now: Date) throws -> SignedCheckpoint {
        let lines = SignedCheckpoint.Signature.read(text: String(decoding: answer.body, as: UTF8.self))
        let cosigned = signed.adding(signed.adding(lines ?? []).signatures(of: key))
        guard let instant = cosigned.cosigned(by: key) else { throw Refusal.failed(status: answer.status) }
        guard abs(instant.timeIntervalSince(now)) <= tolerance else { throw Refusal.atAnotherTime(instant) }
        return cosigned
    }

    /// The proof from there to the checkpoint, made of the acts as they are now.
    private func proven(_ old: MerkleFrontier, _ checkpoint: Checkpoint) async throws -> ConsistencyProver {
        guard let prover = ConsistencyProver(from: old, to: checkpoint.size) else { throw Refusal.ahead(old.count) }
        let full = try await storage.read { tx in
            var prover = prover
            try tx.eachLeafHash(prover.missing) { prover.append($0) }
            return prover
        }
        guard full.proof != nil, full.frontier.root == checkpoint.root else { throw Refusal.rewritten(size: checkpoint.size) }
        return full
    }

    private func frontier(at size: Int, from old: MerkleFrontier) async throws -> MerkleFrontier {
        let start = old.count <= size ? old : MerkleFrontier()
        return try await storage.read { tx in
            var frontier = start
            try tx.eachLeafHash(start.count..<size) { frontier.append($0) }
            return frontier
        }
    }
}

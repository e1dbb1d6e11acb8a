import Foundation
import Logging
import Standards

extension CheckpointCopies {
    /// At start, before anything is signed: what is missing or strange is told, and no copy may prove that the ledger lost or changed acts. Copies that
    /// count fewer acts are held against them afterwards (`CheckpointPublisher`), so that nobody waits for it.
    /// - Throws: `CheckpointFault`.
    func review(_ head: LedgerHead, _ logger: Logger) throws {
        for fault in faults {
            guard !fault.isProof else { throw fault }
            logger.error("checkpoint at fault", metadata: ["fault": "\(fault)"])
        }
        for note in notes { logger.notice("checkpoint not as expected", metadata: ["note": "\(note)"]) }
        if known.isEmpty, head.size > 0 {
            logger.warning("no checkpoint is there: nothing tells whether acts are missing", metadata: ["acts": "\(head.size)"])
        }
        for checkpoint in known { try checkpoint.precedes(head) }
    }
}

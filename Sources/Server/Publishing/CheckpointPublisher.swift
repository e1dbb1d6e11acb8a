package import Foundation
package import Logging
import Rules
import ServiceLifecycle
import Standards
package import Storage
import Web

/// Takes checkpoints to where whoever can write here cannot reach them, every few minutes: to a second folder, to witnesses, by mail. What is kept there
/// is compared with the ledger each time; a contradiction is told, counted, and ends the writing of acts where it is proven.
package struct CheckpointPublisher: Service {
    private let checkpoints: Checkpoints
    private let destinations: CheckpointDestinations
    private let clients: [WitnessClient]
    private let copies: CheckpointCopies
    private let storage: Storage
    private let meters: CheckpointMeters
    private let logger: Logger
    private let clock: @Sendable () -> Date
    private let newID: IDGenerator
    private let letters = LetterPace()

    /// - Parameter copies: as they were at start, before anything was signed.
    package init(
        _ checkpoints: Checkpoints, to destinations: CheckpointDestinations, copies: CheckpointCopies, storage: Storage, meters: CheckpointMeters,
        logger: Logger, clock: @escaping @Sendable () -> Date, newID: IDGenerator
    ) {
        (self.checkpoints, self.destinations, self.copies, self.storage) = (checkpoints, destinations, copies, storage)
        (self.meters, self.logger, self.clock, self.newID) = (meters, logger, clock, newID)
        clients = destinations.witnesses.map { WitnessClient($0, storage, clock: clock) }
        for witness in destinations.witnesses {
            let isRefusing = WitnessRefusal.isKept(by: witness.key, in: checkpoints.directory)
            meters.cosigned(by: witness.key.name, at: CheckpointFiles.cosigned(by: witness.key, in: checkpoints.directory)?.at)
            if isRefusing { meters.refused(by: witness.key.name) }
        }
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await compare()
            while !Task.isCancelled {
                if !destinations.isEmpty { await publish() }
                do { try await Task.sleep(for: destinations.interval) } catch { return }
            }
        }
    }

    /// Holds every copy that was there at start against the acts.
    package func compare() async {
        do {
            let known = copies.known
            try await storage.read { tx in try tx.compare(known, to: tx.ledgerHead()) }
        } catch is CancellationError { return } catch { tell(error, of: "copies") }
    }

    /// One round.
    package func publish() async {
        do {
            try await checkpoints.follow(storage, at: clock())
            guard let signed = try checkpoints.signed(at: clock()) else { return }
            await copy(signed)
            for client in clients where !Task.isCancelled { await cosign(signed, client) }
            await post(signed)
        } catch is CancellationError { return } catch { tell(error, of: "ledger") }
    }

    private func copy(_ signed: SignedCheckpoint) async {
        guard let file = destinations.copy(of: checkpoints.publicKey) else { return }
        await deliver(.folder, file.path) {
            try destinations.requireFolder()
            let there = FileManager.default.fileExists(atPath: file.path) ? try KnownCheckpoint(file: file, key: checkpoints.publicKey) : nil
            if let there { try await storage.read { tx in try tx.compare([there], to: tx.ledgerHead()) } }
            // Another node may have been quicker.
            guard there.map({ $0.size <= signed.checkpoint.size }) ?? true else { return }
            try DurableFile.replace(file, with: Data(signed.text.utf8))
        }
    }

    private func cosign(_ signed: SignedCheckpoint, _ client: WitnessClient) async {
        let (key, directory) = (client.address.key, checkpoints.directory)
        await deliver(.witness, "\(key.name) at \(client.address.request.place)") {
            do {
                let cosigned = try await client.cosigned(signed)
                try CheckpointFiles.write(cosigned, by: key, in: directory)
                try WitnessRefusal.forget(by: key, in: directory)
                meters.cosigned(by: key.name, at: cosigned.cosigned(by: key))
            } catch let refusal as WitnessClient.Refusal where Self.isContradiction(refusal) {
                // Another node's acts, which the next round signs too; or acts that are gone.
                if case .ahead(let size) = refusal, try await storage.read({ tx in try tx.ledgerHead() }).size >= size { return }
                meters.refused(by: key.name)
                try WitnessRefusal.keep("\(refusal)", by: key, at: clock(), in: directory)
                throw refusal
            }
        }
    }

    private func post(_ signed: SignedCheckpoint) async {
        guard let to = destinations.mail, letters.isDue(signed.checkpoint.size, at: clock()) else { return }
        await deliver(.mail, "mail") {
            // For whoever keeps them; the address alone is configured, and no language.
            let letter = try Letter(
                to: to, subject: "\(signed.checkpoint.origin): \(signed.checkpoint.size) acts", body: signed.text, language: .en)
            let (id, now) = (newID(), clock())
            try await storage.write(.alone) { tx in try tx.post(letter, id: id, at: now) }
            letters.posted(signed.checkpoint.size, at: now)
        }
    }

    private func deliver(_ destination: CheckpointMeters.Destination, _ place: String, _ body: () async throws -> Void) async {
        do {
            try await body()
            meters.count(destination, .sent)
        } catch is CancellationError {
            return
        } catch {
            meters.count(destination, Self.isContradiction(error) ? .refused : .failed)
            tell(error, of: place)
        }
    }

    private static func isContradiction(_ error: any Error) -> Bool {
        switch error {
        case is CheckpointFault, WitnessClient.Refusal.ahead, WitnessClient.Refusal.contradicted, WitnessClient.Refusal.rewritten: true
        default: false
        }
    }

    /// A checkpoint that this installation signed proves that the ledger was changed: nothing is added to it any more. The word of a witness alone does not.
    private func tell(_ error: any Error, of place: String) {
        if let fault = error as? CheckpointFault, fault.isProof { checkpoints.end(because: fault) }
        let isOurs = error is CheckpointFault || error is WitnessClient.Refusal || error is MissingFolder
        let told = isOurs ? "\(error)" : "\(type(of: error))"
        if Self.isContradiction(error) {
            logger.critical("checkpoint contradicted", metadata: ["place": "\(place)", "fault": "\(told)"])
        } else {
            logger.error("checkpoint not published", metadata: ["place": "\(place)", "error": "\(told)"])
        }
    }
}

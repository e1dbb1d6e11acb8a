import Foundation
import Logging
import ServiceLifecycle
import Storage
import Synchronization

/// Disclosures that are not written yet. What shows a number does not wait for a commit of its own: they are written together, every second and at the
/// end (`DisclosureKeeper`); when many wait, by the request that made the last of them, before it is answered (docs/decisions/0027-disclosures.md).
package final class Disclosures: Sendable {
    static let most = 1000
    private let storage: Storage
    private let waiting = Mutex<[Disclosure]>([])

    init(_ storage: Storage) { self.storage = storage }

    func add(_ disclosure: Disclosure) { waiting.withLock { $0.append(disclosure) } }

    /// To be called before what was added is sent.
    /// - Throws: what keeps them from being written, once so many wait: then nothing more is shown.
    func makeRoom() async throws {
        if waiting.withLock({ $0.count >= Self.most }) { try await write() }
    }

    /// Writes all that wait; what cannot be written goes on waiting.
    package func write() async throws {
        let taken = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        guard !taken.isEmpty else { return }
        do { try await storage.write(.about(0)) { tx in try tx.record(taken) } } catch {
            waiting.withLock { $0 = taken + $0 }
            throw error
        }
    }
}

/// Writes disclosures every second and once more when the server ends, and forgets those that were kept long enough.
struct DisclosureKeeper: Service {
    let house: House

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var seconds = 0
            while !Task.isCancelled {
                await write()
                if seconds.isMultiple(of: 3600) { await forget() }
                seconds += 1
                do { try await Task.sleep(for: .seconds(1)) } catch { break }
            }
        }
        // What was shown while the ports closed; a cancelled task cannot wait for the database.
        await Task { await write() }.value
    }

    private func write() async {
        do { try await house.disclosures.write() } catch {
            house.logger.error("disclosures not written", metadata: ["error": "\(type(of: error))"])
        }
    }

    private func forget() async {
        let instant = house.clock().addingTimeInterval(-Disclosure.memory)
        do { try await house.storage.write(.about(0)) { tx in try tx.forgetDisclosures(before: instant) } } catch {
            house.logger.warning("old disclosures not deleted", metadata: ["error": "\(type(of: error))"])
        }
    }
}

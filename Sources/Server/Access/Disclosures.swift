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
    /// Those that nobody has begun to write, and how many are being written: what is not committed waits.
    private let state = Mutex<(waiting: [Disclosure], beingWritten: Int)>(([], 0))
    private let writes = SingleFlight()

    init(_ storage: Storage) { self.storage = storage }

    func add(_ disclosure: Disclosure) { state.withLock { $0.waiting.append(disclosure) } }

    /// To be called before what was added is sent.
    /// - Throws: what keeps them from being written, once so many wait: then nothing more is shown.
    func makeRoom() async throws {
        while state.withLock({ $0.waiting.count + $0.beingWritten >= Self.most }) { try await write() }
    }

    /// Writes all that wait; what cannot be written goes on waiting. Whoever comes while others are written waits for those first.
    package func write() async throws {
        while try await !writes.run({ try await self.writeWaiting() }) {}
    }

    private func writeWaiting() async throws {
        let taken = state.withLock { state in
            defer { state = ([], state.waiting.count) }
            return state.waiting
        }
        guard !taken.isEmpty else { return }
        do { try await storage.write(.about(0)) { tx in try tx.record(taken) } } catch {
            state.withLock { $0 = (taken + $0.waiting, 0) }
            throw error
        }
        state.withLock { $0.beingWritten = 0 }
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

/// Whether a visit was shown a number, so that its answer waits when too many disclosures do; no other answer has to.
final class DisclosureMark: Sendable {
    private let isSetNow = Atomic(false)

    var isSet: Bool { isSetNow.load(ordering: .relaxed) }

    func set() { isSetNow.store(true, ordering: .relaxed) }
}

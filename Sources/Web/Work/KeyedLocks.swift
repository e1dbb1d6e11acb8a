/// One at a time for each key, in the order of asking; different keys do not wait for each other.
package actor KeyedLocks {
    /// Who waits, for each key that is locked.
    private(set) var waiting: [[UInt8]: [CheckedContinuation<Void, Never>]] = [:]
    /// How many may wait for one key.
    private let most: Int

    package init(most: Int) { self.most = most }

    /// - Throws: `TooBusy`, when too many wait for the same.
    package nonisolated func withLock<T: Sendable>(_ key: [UInt8], _ body: @Sendable () async throws -> T) async throws -> T {
        try await take(key)
        do {
            let value = try await body()
            await leave(key)
            return value
        } catch {
            await leave(key)
            throw error
        }
    }

    private func take(_ key: [UInt8]) async throws {
        guard let queue = waiting[key] else {
            waiting[key] = []
            return
        }
        guard queue.count < most else { throw TooBusy() }
        await withCheckedContinuation { waiting[key, default: []].append($0) }
    }

    private func leave(_ key: [UInt8]) {
        guard var queue = waiting[key], !queue.isEmpty else {
            waiting[key] = nil
            return
        }
        let next = queue.removeFirst()
        waiting[key] = queue
        next.resume()
    }
}

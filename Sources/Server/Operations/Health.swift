package import Storage

/// Whether the database can be read and written. It is asked once a second at most, however many want to know: those who come meanwhile share the answer.
package actor Health {
    private let storage: Storage
    private var last: (at: ContinuousClock.Instant, isWell: Bool)?
    private var asking: Task<Bool, Never>?

    init(_ storage: Storage) { self.storage = storage }

    package func isWell() async -> Bool {
        if let asking { return await asking.value }
        if let last, ContinuousClock.now - last.at < .seconds(1) { return last.isWell }
        let task = Task { [storage] in await Self.ask(storage) }
        asking = task
        let isWell = await task.value
        (last, asking) = ((.now, isWell), nil)
        return isWell
    }

    private static func ask(_ storage: Storage) async -> Bool {
        do {
            // A write that changes nothing still needs a turn of the ledger and a database that takes it. It is about nothing else, and takes that turn
            // last, as all do.
            try await storage.write(.about(0)) { tx in
                try tx.takeTurn(about: LedgerHead.end)
                _ = try tx.run("UPDATE ledger SET frontier = frontier WHERE id = 1")
            }
            return try await storage.read { tx in try tx.ledgerHead().size >= 0 }
        } catch {
            return false
        }
    }
}

import Dispatch
import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

/// Writers that wait together share one transaction of the file.
@Suite struct SQLiteWritersTests {
    private let database = TestDatabase(.sqlite)

    @Test func `nobody who shares a commit is told of it before it is durable`() async throws {
        let copy = TestDatabase(.sqlite)
        let storage = try await database.openTown()
        let hasEnded = Atomic(false)
        let wasTold = Atomic(false)
        try await together(
            storage,
            [
                {
                    try await storage.write { try $0.add(2, "Jan Vermeulen") }
                    hasEnded.store(true, ordering: .sequentiallyConsistent)
                },
                {
                    // The files as a crash would leave them.
                    try await storage.write { [database] transaction in
                        try transaction.add(3, "Pieter Claes")
                        wasTold.store(hasEnded.load(ordering: .sequentiallyConsistent), ordering: .sequentiallyConsistent)
                        try FileManager.default.copyItem(atPath: database.directory, toPath: copy.directory)
                    }
                },
            ])
        let (lost, kept) = (try await copy.open().read { try $0.names() }, try await storage.read { try $0.names() })
        // How many share a commit is a matter of how busy the machine is; who is told of theirs finds it on the disk, whatever happens next.
        #expect(lost.contains("Jan Vermeulen") || !wasTold.load(ordering: .sequentiallyConsistent))
        #expect(!lost.contains("Pieter Claes"))
        #expect(Set(kept) == ["Sofie Peeters", "Jan Vermeulen", "Pieter Claes"])
    }

    @Test func `one that fails undoes nothing but itself`() async throws {
        struct Declined: Error {}
        let storage = try await database.openTown()
        try await together(
            storage,
            [
                { try await storage.write { try $0.add(2, "Jan Vermeulen") } },
                {
                    await #expect(throws: Declined.self) {
                        try await storage.write { transaction in
                            try transaction.add(3, "Nobody")
                            throw Declined()
                        }
                    }
                },
                {
                    await #expect(throws: StorageFault.self) {
                        try await storage.write { transaction in
                            try transaction.add(4, "Nobody")
                            try transaction.add(1, "Somebody else")
                        }
                    }
                },
                { try await storage.write { try $0.add(5, "Pieter Claes") } },
            ])
        let names = try await storage.read { try $0.names() }
        #expect(Set(names) == ["Sofie Peeters", "Jan Vermeulen", "Pieter Claes"])
    }

    /// SQLite undoes all of a transaction when it is interrupted in an INSERT.
    @Test func `one that is cancelled while it writes takes nobody along`() async throws {
        let storage = try await database.openTown()
        let (begun, report) = AsyncStream<Void>.makeStream()
        let endless = Mutex<Task<Void, any Error>?>(nil)
        try await together(
            storage,
            [
                { try await storage.write { try $0.add(2, "Jan Vermeulen") } },
                {
                    let task = Task {
                        try await storage.write { transaction in
                            report.finish()
                            try transaction.run(
                                """
                                INSERT INTO people (id, name, folded)
                                WITH RECURSIVE numbers (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM numbers) SELECT n, '', '' FROM numbers
                                """)
                        }
                    }
                    endless.withLock { $0 = task }
                    await #expect(throws: CancellationError.self) { try await task.value }
                },
                { try await storage.write { try $0.add(3, "Pieter Claes") } },
            ]
        ) {
            for await _ in begun {}
            endless.withLock { $0?.cancel() }
        }
        let names = try await storage.read { try $0.names() }
        #expect(Set(names) == ["Sofie Peeters", "Jan Vermeulen", "Pieter Claes"])
    }

    @Test func `whoever is cancelled while they wait has written nothing`() async throws {
        let storage = try await database.openTown()
        let cancelled = Mutex(false)
        try await together(
            storage,
            [
                {
                    let task = Task { try await storage.write { try $0.add(2, "Nobody") } }
                    task.cancel()
                    cancelled.withLock { $0 = true }
                    await #expect(throws: CancellationError.self) { try await task.value }
                },
                { try await storage.write { try $0.add(3, "Pieter Claes") } },
            ])
        let names = try await storage.read { try $0.names() }
        #expect(cancelled.withLock { $0 })
        #expect(Set(names) == ["Sofie Peeters", "Pieter Claes"])
    }

    /// Holds the file until all of them wait for it, and lets them go at once.
    private func together(
        _ storage: Storage, _ writers: [@Sendable () async throws -> Void], meanwhile: @escaping @Sendable () async throws -> Void = {}
    ) async throws {
        let (held, report) = AsyncStream<Void>.makeStream()
        let goOn = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup { group in
            group.addTask {
                try await storage.write { transaction in
                    try transaction.add(1, "Sofie Peeters")
                    report.finish()
                    #expect(goOn.wait(timeout: .now() + 300) == .success)
                }
            }
            for await _ in held {}
            for writer in writers { group.addTask { try await writer() } }
            while storage.writers.reading.waiting < writers.count { try await Task.sleep(for: .milliseconds(1)) }
            goOn.signal()
            group.addTask { try await meanwhile() }
            try await group.waitForAll()
        }
    }
}

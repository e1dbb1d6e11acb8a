import Dispatch
import Storage
import Synchronization
import TestSupport
import Testing

/// What a writer keeps others from.
@Suite(.timeLimit(.minutes(20))) struct WriteLockTests {
    @Test func `on PostgreSQL, writers about different things do not wait for each other`() async throws {
        let database = TestDatabase(.postgreSQL)
        let storage = try await database.openTown()
        let (written, report) = AsyncStream<Void>.makeStream()
        let goOn = DispatchSemaphore(value: 0)
        let slow = Task {
            try await storage.write(.about(1)) { transaction in
                try transaction.add(1, "Sofie Peeters")
                report.finish()
                #expect(goOn.wait(timeout: .now() + 20) == .success)
            }
        }
        for await _ in written {}
        try await storage.write(.about(2)) { try $0.add(2, "Jan Vermeulen") }
        #expect(try await storage.read { try $0.names() } == ["Jan Vermeulen"])
        goOn.signal()
        try await slow.value
        #expect(try await storage.read { try $0.names() } == ["Sofie Peeters", "Jan Vermeulen"])
    }

    @Test(arguments: TestEngine.allCases)
    func `writers about the same wait for each other, whether they said so at once or on the way`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try await storage.write { _ = try $0.run("INSERT INTO entities (id, name) VALUES (2, '0')") }
        try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    let locks: [WriteLock] = [.about(7), .about(Int64(100 + number)), .alone]
                    try await storage.write(locks[number % 3]) { transaction in
                        if number % 3 == 1 { try transaction.lock(about: 7) }
                        let value = try transaction.row("SELECT name FROM entities WHERE id = 2") { try $0.text("name") }
                        let next = (value.flatMap { Int($0) } ?? 0) + 1
                        try transaction.pipeline("UPDATE entities SET name = \("\(next)") WHERE id = 2")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await storage.read { try $0.row("SELECT name FROM entities WHERE id = 2") { try $0.text("name") } } == "40")
    }

    @Test(arguments: TestEngine.allCases) func `nothing changes around a writer who is alone`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try await withThrowingTaskGroup { group in
            for number in 0..<60 {
                group.addTask {
                    guard number % 4 == 0 else { return try await storage.write(.about(Int64(number))) { try $0.add(Int64(number), "\(number)") } }
                    try await storage.write { transaction in
                        let before = try transaction.count("SELECT COUNT(*) FROM people")
                        for _ in 0..<20 { #expect(try transaction.count("SELECT COUNT(*) FROM people") == before) }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await storage.read { try $0.count("SELECT COUNT(*) FROM people") } == 45)
    }

    /// Its snapshot is taken after the others have committed, not when it began to wait for them.
    @Test(arguments: TestEngine.allCases) func `a writer who asks for a snapshot sees what those before it wrote`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let inserted = Counter()
        try await withThrowingTaskGroup { group in
            for number in 0..<24 {
                let lock: WriteLock = number % 6 == 5 ? .alone : .snapshot
                group.addTask {
                    try await storage.write(lock) { transaction in
                        guard try transaction.count("SELECT COUNT(*) FROM people WHERE id = 1") == 0 else { return }
                        try transaction.add(1, "Lotte Jacobs")
                        _ = inserted.next()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(inserted.next() == 2)
        #expect(try await storage.read { try $0.names() } == ["Lotte Jacobs"])
    }

    /// Both look before either has written, so neither sees the other.
    @Test func `on PostgreSQL, what a constraint forbids two writers together is tried again alone by one of them`() async throws {
        let database = TestDatabase(.postgreSQL)
        let storage = try await database.openTown()
        let attempts = Counter()
        let bothHaveLooked = DispatchSemaphore(value: 0)
        let found = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 1...2 {
                group.addTask {
                    try await storage.write(.about(Int64(number))) { transaction in
                        let isThere = try transaction.count("SELECT COUNT(*) FROM people WHERE name = 'Marie Collard'") == 1
                        switch attempts.next() {
                        case 1: #expect(bothHaveLooked.wait(timeout: .now() + 20) == .success)
                        case 2: bothHaveLooked.signal()
                        default: break
                        }
                        if !isThere { try transaction.pipeline("INSERT INTO people (id, entity, name) VALUES (\(number), 1, 'Marie Collard')") }
                        return isThere
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(found) == [true, false])
        #expect(attempts.next() == 4)
        #expect(try await storage.read { try $0.names() } == ["Marie Collard"])
    }

    @Test func `on PostgreSQL, of two writers who wait for each other one is undone and runs again`() async throws {
        let database = TestDatabase(.postgreSQL)
        let storage = try await database.openTown()
        let attempts = Counter()
        let bothHaveLocks = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup { group in
            for (number, (first, second)) in [(1, 2), (2, 1)].enumerated() {
                group.addTask {
                    try await storage.write(.about(Int64(first))) { transaction in
                        switch attempts.next() {
                        case 1: #expect(bothHaveLocks.wait(timeout: .now() + 20) == .success)
                        case 2: bothHaveLocks.signal()
                        default: break
                        }
                        try transaction.lock(about: Int64(second))
                        try transaction.add(Int64(number), "\(first) before \(second)")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await storage.read { try $0.names() } == ["1 before 2", "2 before 1"])
        #expect(attempts.next() == 4)
    }

    @Test(arguments: TestEngine.allCases)
    func `a constraint that is broken by nobody else is told, after it was tried alone`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try await storage.write { try $0.add(1, "Sofie Peeters") }
        let fault = await #expect(throws: StorageFault.self) { try await storage.write(.about(1)) { try $0.add(1, "Sofie Peeters") } }
        guard case .constraint(.unique, _)? = fault else {
            Issue.record(fault ?? .busy)
            return
        }
    }

    @Test(arguments: TestEngine.allCases, [WriteLock.alone, .about(1)])
    func `what is done last is done once, in its order, with the rest or not at all`(engine: TestEngine, turn: WriteLock) async throws {
        struct Declined: Error {}
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        func write(declining: Bool) async throws {
            try await storage.write(turn) { transaction in
                for id in 1...2 as ClosedRange<Int64> {
                    try transaction.beforeCommit { tx in
                        let next = try tx.count("SELECT COUNT(*) FROM people WHERE id < 10") + 1
                        try tx.add(Int64(next), "\(id) is number \(next)")
                        try tx.beforeCommit { tx in try tx.add(id + 20, "after \(id)") }
                    }
                }
                try transaction.add(10, "among")
                if declining { throw Declined() }
            }
        }
        await #expect(throws: Declined.self) { try await write(declining: true) }
        #expect(try await storage.read { try $0.names() } == [])
        try await write(declining: false)
        #expect(try await storage.read { try $0.names() } == ["1 is number 1", "2 is number 2", "among", "after 1", "after 2"])
    }
}

private final class Counter: Sendable {
    private let last = Atomic(0)

    func next() -> Int { last.wrappingAdd(1, ordering: .relaxed).newValue }
}

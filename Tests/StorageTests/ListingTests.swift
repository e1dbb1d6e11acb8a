import Storage
import TestSupport
import Testing

@Suite struct ListingTests {
    private static let keyset = Keyset(.text("folded"), .integer("id"))

    /// 23 people, several of them with the same name.
    private func town(_ engine: TestEngine) async throws -> (TestDatabase, Storage) {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try await storage.write { transaction in
            for id in 1...23 {
                let name = ["Karl Weber", "Élise", "eva", "Zoé"][id % 4]
                try transaction.run("INSERT INTO people (id, name, folded, active) VALUES (\(id), \(name), \(Folding.fold(name)), \(id <= 20))")
            }
        }
        return (database, storage)
    }

    private func page(_ storage: Storage, at cursor: Cursor? = nil, by keyset: Keyset = keyset, where condition: SQL = "1 = 1") async throws
        -> Listing<Int64>
    {
        try await storage.read { transaction in
            try transaction.listing(select: "id", from: "people", where: condition, by: keyset, size: 5, at: cursor) { try $0.integer("id") }
        }
    }

    private func ids(_ storage: Storage, _ order: SQL) async throws -> [Int64] {
        try await storage.read { try $0.rows("SELECT id FROM people ORDER BY \(order)") { try $0.integer("id") } }
    }

    @Test(arguments: TestEngine.allCases, [false, true])
    func `the pages together are the list, forth and back`(engine: TestEngine, descending: Bool) async throws {
        let (database, storage) = try await town(engine)
        let keyset = Keyset(.text("folded"), .integer("id"), descending: descending)
        let all = try await ids(storage, descending ? "folded DESC, id DESC" : "folded, id")
        var pages = [try await page(storage, by: keyset)]
        while let next = pages.last?.next { pages.append(try await page(storage, at: next, by: keyset)) }
        #expect(pages.flatMap(\.items) == all)
        #expect(pages.map(\.items.count) == [5, 5, 5, 5, 3])
        #expect(pages.first?.previous == nil)

        var back = pages[4]
        #expect(pages.dropFirst().allSatisfy { $0.previous != nil })
        for expected in pages.dropLast().reversed() {
            back = try await page(storage, at: back.previous, by: keyset)
            #expect(back.items == expected.items)
        }
        #expect(back.previous == nil)
        withExtendedLifetime(database) {}
    }

    @Test(arguments: TestEngine.allCases)
    func `a condition narrows the list`(engine: TestEngine) async throws {
        let (database, storage) = try await town(engine)
        let listing = try await page(storage, where: "active = \(false) OR id = \(1)")
        #expect(Set(listing.items) == [1, 21, 22, 23])
        #expect(listing.next == nil && listing.previous == nil)
        withExtendedLifetime(database) {}
    }

    @Test(arguments: TestEngine.allCases)
    func `rows are counted up to a bound`(engine: TestEngine) async throws {
        let (database, storage) = try await town(engine)
        let keyset = Self.keyset
        let counts = try await storage.read { transaction in
            try [22, 23, 24].map { try transaction.count("people", by: keyset, upTo: $0) } + [
                transaction.count("people", where: "active = \(false)", by: keyset, upTo: 9)
            ]
        }
        #expect(counts == [.moreThan(22), .exactly(23), .exactly(23), .exactly(3)])
        withExtendedLifetime(database) {}
    }

    @Test(arguments: TestEngine.allCases, [false, true])
    func `a list may be a part of its first column, and no cursor leads out of it`(engine: TestEngine, descending: Bool) async throws {
        let (database, storage) = try await town(engine)
        let part = Keyset(.integer("id"), descending: descending, from: 4, below: 18)
        var pages = [try await page(storage, by: part)]
        while let next = pages.last?.next { pages.append(try await page(storage, at: next, by: part)) }
        #expect(pages.flatMap(\.items) == (descending ? (4..<18).reversed() : Array(4..<18)))
        let back = try await page(storage, at: pages[2].previous, by: part)
        #expect(back.items == pages[1].items)
        #expect(try await page(storage, at: back.previous, by: part).items == pages[0].items)
        for forged in [2, 18] { #expect(try await page(storage, at: Cursor(.after, [.integer(Int64(forged))]), by: part).items == pages[0].items) }
        withExtendedLifetime(database) {}
    }

    @Test(arguments: TestEngine.allCases)
    func `who arrives or leaves meanwhile moves nobody else`(engine: TestEngine) async throws {
        let (database, storage) = try await town(engine)
        let first = try await page(storage)
        let expected = try await page(storage, at: first.next)
        try await storage.write { transaction in
            try transaction.run("DELETE FROM people WHERE id = \(first.items[4])")
            try transaction.add(100, "Aaron")
        }
        let second = try await page(storage, at: first.next)
        #expect(second.items == expected.items)
        withExtendedLifetime(database) {}
    }

    @Test(arguments: TestEngine.allCases)
    func `a cursor that does not fit, or with nothing behind it, gives the first page`(engine: TestEngine) async throws {
        let (database, storage) = try await town(engine)
        let first = try await page(storage)
        let cursors = [
            Cursor(.after, []), Cursor(.after, [.integer(1)]), Cursor(.after, [.integer(1), .text("eva")]), Cursor(.after, [.text("eva"), .null]),
            Cursor(.after, [.text("zzz"), .integer(.max)]), Cursor(.before, [.text(""), .integer(0)]),
            Cursor(.before, [.text("elise"), .integer(9)]),
        ]
        for cursor in cursors {
            let listing = try await page(storage, at: cursor)
            #expect(listing.items == first.items)
            #expect(listing.previous == nil)
        }
        withExtendedLifetime(database) {}
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody is a list too`(engine: TestEngine) async throws {
        let (database, storage) = try await town(engine)
        let listing = try await page(storage, where: "id = \(99)")
        #expect(listing == Listing(items: []))
        withExtendedLifetime(database) {}
    }
}

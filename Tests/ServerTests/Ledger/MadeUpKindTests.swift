import Foundation
import Rules
import Sample
import Standards
import TestSupport
import Testing

@testable import Server
@testable import Storage

/// A kind of row that the product does not have: all that the ledger does with rows follows from its declaration.
@Suite struct MadeUpKindTests {
    @Test(arguments: TestEngine.allCases) func `its rows are opened and closed, one by one and in bulk, and verify`(engine: TestEngine) async throws {
        let (one, many) = (try await Garage(engine), try await Garage(engine))
        let acts = one.acts()
        try await one.storage.write { tx in try tx.enact(acts) }
        try await many.storage.write { tx in try tx.enact(WrittenActs(Array(acts[..<1])), of: Garage.kinds) }
        try await many.storage.write { tx in try tx.enact(WrittenActs(Array(acts[1...])), of: Garage.kinds) }
        for garage in [one, many] {
            #expect(try await garage.rows() == ["1 north 9-ABC 1 0", "2 south - 0 \(acts[1].id)"])
            #expect(try await garage.verified() == garage.head())
        }
    }

    @Test(arguments: TestEngine.allCases) func `whoever changes its rows behind the ledger's back is found`(engine: TestEngine) async throws {
        let garage = try await Garage(engine)
        let acts = garage.acts()
        try await garage.storage.write { tx in try tx.enact(acts) }
        for (change, fault) in Garage.changes {
            await #expect(throws: fault) { try await garage.verified(after: change) }
        }
        _ = try await garage.verified()
    }

    @Test(arguments: TestEngine.allCases) func `no act closes one twice, or touches one of another entity`(engine: TestEngine) async throws {
        let garage = try await Garage(engine)
        let acts = garage.acts()
        try await garage.storage.write { tx in try tx.enact(acts) }
        let again = garage.act(3, .closed(ParkingSpace.ID(rawValue: 2)))
        await #expect(throws: Refusal.noLongerHeld) { try await garage.storage.write { tx in try tx.enact(again) } }
        await #expect(throws: Refusal.noLongerHeld) {
            try await garage.storage.write { tx in try tx.enact(WrittenActs([again]), of: Garage.kinds) }
        }
        let position = try await garage.head().size
        for change in [Change.closed(ParkingSpace.ID(rawValue: 1)), .opened(garage.space(3, "west", nil))] {
            let elsewhere = garage.act(4, change, in: Town.vennbahn)
            await #expect(throws: Undone.self) {
                try await garage.storage.write { tx in
                    try tx.enact(elsewhere)
                    #expect(try Replay.played(tx) == [position: .outOfPlace])
                    throw Undone()
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases) func `a list of kinds that lacks it writes no bulk and reads no ledger`(engine: TestEngine) async throws {
        let garage = try await Garage(engine)
        let (acts, head) = (garage.acts(), try await garage.head())
        await #expect(throws: UnlistedKind.self) { try await garage.storage.write { tx in try tx.enact(WrittenActs(acts)) } }
        #expect(try await garage.head() == head)
        try await garage.storage.write { tx in try tx.enact(acts) }
        let unreadable = acts.indices.map { LedgerFault.unreadableAct(position: head.size + Int64($0)) }
        await #expect(throws: LedgerFault.several(unreadable, more: 0)) {
            try await garage.storage.read { tx in try Verification(checkpoint: nil).run(tx) }
        }
    }

    @Test(arguments: TestEngine.allCases) func `its table is copied with the others`(engine: TestEngine) async throws {
        let garage = try await Garage(engine)
        var copy = try await Garage(engine, isEmpty: true)
        // The keys go along.
        copy.storage = copy.storage.sealing(with: try await garage.storage.read { tx in try tx.sealer })
        let acts = garage.acts()
        try await garage.storage.write { tx in try tx.enact(acts) }
        #expect(ParkingSpace.table.columns == ["id", "assignment", "level", "plate", "colour", "open", "opened_by", "closed_by"])
        let own = MadeTable(name: ParkingSpace.table.name, columns: ParkingSpace.table.columns, key: ["id"])
        try await garage.storage.copy(MadeTable.made(by: Schema.migrations) + [own], to: copy.storage)
        #expect(try await copy.rows() == garage.rows())
        #expect(try await copy.verified() == garage.head())
    }
}

/// The demo world on a database that has a table for parking spaces as well.
private struct Garage {
    static let kinds = RowKinds(RowKinds.all.types + [ParkingSpace.self])

    var storage: Storage
    private let database: HouseDatabase
    private let fatima: Assignment
    private let jan: Assignment

    init(_ engine: TestEngine, isEmpty: Bool = false) async throws {
        database = try await HouseDatabase.make(engine)
        storage = try await database.open()
        try await storage.write { tx in
            try tx.run(
                """
                CREATE TABLE parking_spaces (
                    id BIGINT PRIMARY KEY, assignment BIGINT NOT NULL REFERENCES assignments (id), level TEXT NOT NULL, plate TEXT, colour TEXT,
                    open BIGINT CHECK (open = 1), opened_by BIGINT NOT NULL REFERENCES acts (id), closed_by BIGINT REFERENCES acts (id),
                    CHECK ((open IS NULL) = (closed_by IS NOT NULL)), FOREIGN KEY (assignment, open) REFERENCES assignments (id, open))
                """)
        }
        let world = try Town.world()
        let rows = OpenRows(after: world.acts)
        fatima = try #require(rows.assignments.first { $0.person == Town.fatima.id })
        jan = try #require(rows.assignments.first { $0.person == Town.jan.id })
        guard !isEmpty else { return }
        try await storage.write { tx in try tx.found(WrittenWorld(world, password: "x", tx.sealer, at: Town.opening)) }
    }

    /// Two spaces are given to Fatima, and one is taken back.
    func acts() -> [Act] {
        [act(1, .opened(space(1, "north", "9-ABC")), .opened(space(2, "south", nil))), act(2, .closed(ParkingSpace.ID(rawValue: 2)))]
    }

    func act(_ number: Int64, _ changes: Change..., in entity: Entity = Town.deLinde) -> Act {
        Act(
            id: .init(rawValue: 9_000_000 + number), code: .userEdited, at: Town.opening.addingTimeInterval(86_400), actor: jan.person,
            authority: .assignment(jan.id),
            entity: entity.id, quality: jan.quality, subject: fatima.person, changes: changes)
    }

    func space(_ number: Int64, _ level: String, _ plate: String?) -> ParkingSpace {
        ParkingSpace(id: .init(rawValue: number), assignment: fatima.id, level: level, plate: plate)
    }

    func head() async throws -> LedgerHead { try await storage.read { tx in try tx.ledgerHead() } }

    /// Without keys: a copy here has others than its original.
    func verified() async throws -> LedgerHead {
        try await storage.withoutKeys.read { tx in try Verification(checkpoint: nil, of: Self.kinds).run(tx) }
    }

    /// As it would be found if this were done; it is undone again.
    func verified(after change: SQL) async throws {
        try await storage.write { tx in
            try tx.run(change)
            _ = try Verification(checkpoint: nil, of: Self.kinds).run(tx)
        }
    }

    func rows() async throws -> [String] {
        try await storage.read { tx in
            try tx.rows("SELECT * FROM parking_spaces ORDER BY id") { row in
                let (open, closedBy) = (try row.optionalInteger("open"), try row.optionalInteger("closed_by"))
                return "\(try row.integer("id")) \(try row.text("level")) \(try row.optionalText("plate") ?? "-") \(open ?? 0) \(closedBy ?? 0)"
            }
        }
    }

    static let changes: [(SQL, LedgerFault)] = [
        ("UPDATE parking_spaces SET level = 'east' WHERE id = 1", .rowDiffers("row 1 of parking_spaces", column: "level")),
        ("UPDATE parking_spaces SET plate = NULL WHERE id = 1", .rowDiffers("row 1 of parking_spaces", column: "plate")),
        ("UPDATE parking_spaces SET plate = '9-ABC' WHERE id = 2", .rowDiffers("row 2 of parking_spaces", column: "plate")),
        (
            "UPDATE parking_spaces SET assignment = (SELECT MIN(id) FROM assignments) WHERE id = 1",
            .rowDiffers("row 1 of parking_spaces", column: "assignment")
        ),
        ("UPDATE parking_spaces SET open = NULL, closed_by = opened_by WHERE id = 1", .rowDiffers("row 1 of parking_spaces", column: "closed_by")),
        ("UPDATE parking_spaces SET opened_by = closed_by WHERE id = 2", .rowDiffers("row 2 of parking_spaces", column: "opened_by")),
        ("DELETE FROM parking_spaces WHERE id = 1", .rowMissing("row 1 of parking_spaces")),
        (
            "INSERT INTO parking_spaces (id, assignment, level, open, opened_by) SELECT 7, assignment, 'roof', 1, opened_by FROM parking_spaces WHERE id = 1",
            .rowUnaccounted("row 7 of parking_spaces")
        ),
    ]
}

private struct Undone: Error {}

extension Replay {
    /// Every act that a database holds, replayed: what cannot have been.
    fileprivate static func played(_ tx: borrowing Transaction) throws -> [Int64: Unlawful] {
        var (replay, position, faults) = (Replay(Garage.kinds), Int64(0), [Int64: Unlawful]())
        try tx.each("SELECT body FROM acts ORDER BY position") {
            faults[position] = try replay.play(Act(canonicalBytes: $0.bytes("body"), of: Garage.kinds)).fault
            position += 1
        }
        return faults
    }
}

/// Where somebody who has an assignment may leave their car.
private struct ParkingSpace: ClosableRow {
    typealias ID = Key<ParkingSpace>

    let id: ID
    let assignment: Assignment.ID
    let level: String
    let plate: String?

    static let kind = RowKind<ParkingSpace>(
        "parking-space", table: "parking_spaces", in: .row(\.assignment), unrecorded: ["colour"],
        Column("assignment", \.assignment), Column("level", \.level), Column("plate", \.plate),
        row: { ParkingSpace(id: $0, assignment: $1, level: $2, plate: $3) })
}

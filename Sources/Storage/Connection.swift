import Standards

/// One engine's connection inside one transaction. Synchronous, used on one thread.
protocol Connection {
    var dialect: Dialect { get }
    /// Runs one statement; the number of rows it changed.
    func run(_ sql: SQL) throws -> Int
    /// Runs one statement by the next question or the commit.
    func pipeline(_ sql: SQL) throws
    /// Keeps others from writing about this until the end of the transaction.
    func lock(about subject: Int64) throws
    /// Whether others write meanwhile, so that a step that would keep them waiting is better done last.
    var canWait: Bool { get }
    /// Runs statements without parameters, separated by semicolons.
    func script(_ sql: SQL) throws
    /// Gives the rows one by one until `body` returns false.
    func each(_ sql: SQL, _ body: (any Cells) throws -> Bool) throws
    /// As `each`, reading every row into `row`.
    func each(_ sql: SQL, into row: inout NumberRow, _ body: (borrowing NumberRow) throws -> Void) throws
    func insert(_ rows: ManyRows) throws
    /// Whoever listens to the database hears of this transaction once it is committed.
    func announce()
    /// What the database consists of, as its engine tells it.
    func schema() throws -> SchemaDescription
    func beginLoading() throws
    func endLoading() throws
}

extension Connection {
    func each(_ sql: SQL, into row: inout NumberRow, _ body: (borrowing NumberRow) throws -> Void) throws {
        try each(sql) { cells in
            try cells.read(into: &row)
            try body(row)
            return true
        }
    }
}

/// The values of one row, valid until the next one.
protocol Cells: AnyObject {
    /// Nil when there is no such column.
    func cell(_ name: String) -> Cell?
    func cell(at position: Int) -> Cell?
    /// An integer without anything around it; nil for whatever else there is.
    func integer(at position: Int) -> Int64?
    /// Lends the bytes of a text, or of bytes, where the engine keeps them; false for whatever else there is.
    func lend(_ kind: Lent, at position: Int, to body: (Span<UInt8>) throws -> Void) throws -> Bool
    /// All that the row asks for.
    func read(into row: inout NumberRow) throws
}

extension Cells {
    // Made for each engine once, so that its cells are not asked one by one through the protocol.
    func read(into row: inout NumberRow) throws { try row.read(self) }
}

/// What is lent.
enum Lent { case text, bytes }

/// What a column holds; `other` is a type the shared subset does not have, such as a floating-point number.
enum Cell {
    case value(Value)
    case other

    /// A text in UTF-8; `other` for a long one whose letters bear so many marks that to compare or hash it takes the square of its length.
    static func text(_ bytes: UnsafeRawBufferPointer) -> Cell {
        let text = String(decoding: bytes, as: UTF8.self)
        return bytes.count <= 1000 || text.isStreamSafe ? .value(.text(text)) : .other
    }
}

/// One engine's database: opens transactions on its worker threads.
protocol Engine: Sendable {
    func write<T: Sendable>(_ lock: WriteLock, _ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T
    func read<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T
    /// As `read`, from a replica where one is far enough.
    func readReplica<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T
    /// The lock under which a database is described, where a snapshot does not keep it as it is meanwhile; nil where it does.
    var describing: WriteLock? { get }
    /// What a database of this engine consists of once it has had these migrations and nothing else.
    func schema(madeBy migrations: [Migration]) async throws -> SchemaDescription
    /// Tells of what was announced, by whichever node; what was missed while nobody could listen is told as one.
    func announcements() -> AsyncStream<Void>
    func close() throws
}

extension Engine {
    var describing: WriteLock? { nil }
}

/// A statement the server has parsed and planned, for one session.
final class PostgreSQLStatement {
    /// Empty where it is not prepared.
    let name: String
    /// Known once it gave a row.
    var columns: PostgreSQLColumns?
    fileprivate var used = 0

    fileprivate init(name: String) { self.name = name }
}

/// The prepared statements of one session. Those not used for the longest time make room.
struct PostgreSQLStatements {
    private struct Key: Hashable {
        let text: String
        let types: [UInt32]
    }

    private var kept: [Key: PostgreSQLStatement] = [:]
    private var made = 0
    private var clock = 0
    /// Sent with its text each time: neither side keeps it.
    static var unkept: PostgreSQLStatement { PostgreSQLStatement(name: "") }

    /// Many times what the program writes; only `IN` lists of every length come near.
    private static let limit = 256

    mutating func find(_ text: String, _ types: [UInt32]) -> PostgreSQLStatement? {
        clock += 1
        let statement = kept[Key(text: text, types: types)]
        statement?.used = clock
        return statement
    }

    /// Nil when there is room.
    mutating func makeRoom() -> PostgreSQLStatement? {
        guard kept.count >= Self.limit, let oldest = kept.min(by: { $0.value.used < $1.value.used }) else { return nil }
        return kept.removeValue(forKey: oldest.key)
    }

    mutating func new() -> PostgreSQLStatement {
        made += 1
        return PostgreSQLStatement(name: "s\(made)")
    }

    mutating func keep(_ statement: PostgreSQLStatement, _ text: String, _ types: [UInt32]) {
        statement.used = clock
        kept[Key(text: text, types: types)] = statement
    }
}

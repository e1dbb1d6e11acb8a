/// The rows that one registration writes, without anybody who asks, checks or counts: the second reference.
struct RawStatement {
    enum Cell {
        case number(Int64)
        case text(String)
        case bytes([UInt8])
    }

    /// With a `?` for each cell.
    let text: String
    let cells: [Cell]

    /// - Parameter schema: such as `raw.`; of tables like those of the product, without their foreign keys.
    static func actRows(_ number: Int64, _ body: [UInt8], schema: String) -> [RawStatement] {
        func insert(_ table: String, _ columns: String, _ cells: Cell...) -> RawStatement {
            let row = "(" + columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ") + ")"
            let rows = Array(repeating: row, count: cells.count / columns.split(separator: ",").count).joined(separator: ", ")
            return RawStatement(text: "INSERT INTO \(schema)\(table) (\(columns)) VALUES \(rows)", cells: cells)
        }
        let (id, one, quality) = (Cell.number(number), Cell.number(1), Cell.number(7))
        let (salt, code) = ([UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 32), [UInt8](repeating: 1, count: 20))
        let (given, family) = (Cell.text("given\(number)"), Cell.text("family\(number)"))
        return [
            insert(
                "acts",
                "position, id, code, at, actor, authority_kind, authority_key, entity, quality, subject, body, salt, authentication_code", id, id,
                .text("user.registered"), one, one, .text("assignment"), one, one, quality, id, .bytes(body), .bytes(salt), .bytes(code)),
            insert("assignments", "id, person, role, entity, quality, open, opened_by", id, id, .text("user"), one, quality, one, id),
            insert(
                "roster",
                "assignment, quality, person, role, name, user_name, since, blocked, given_name, family_name, applications, title, language, email", id,
                quality, id, .text("user"), given, .text(""), one, .number(0), given, family, .number(2), .text("mrs"), .text("nl"),
                .text("user@example.org")),
            insert(
                "roster_names", "quality, term, assignment, part, shared, shared_in_part", quality, given, id, one, .number(0), .number(0), quality,
                family, id, .number(0), .number(0), .number(0)),
            insert(
                "grants", "id, assignment, application, open, opened_by", .number(2 * number), id, .text("dimona"), one, id,
                .number(2 * number + 1), id, .text("ecaro"), one, id),
            insert(
                "roster_applications", "quality, application, name, assignment", quality, .text("dimona"), given, id, quality, .text("ecaro"),
                given, id),
            insert(
                "letters", "id, recipient, subject, body, language, posted_at, due_at, attempts", id, .text("user@example.org"),
                .text("You are now a user"), .text(String(repeating: "What you can use from now on.\n", count: 12)), .text("nl"), one, one,
                .number(0)),
        ]
    }

    static let tables = ["acts", "assignments", "roster", "roster_names", "grants", "roster_applications", "letters"]
}

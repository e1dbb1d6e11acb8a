/// One field of an opened row in the ledger's JSON.
struct CanonicalField<Row: LedgerRow>: Sendable {
    let name: StaticString
    let write: @Sendable (Row, inout CanonicalWriter) throws -> Void

    /// Those of a kind, `change` and `id` among them, in the order of their names.
    static func fields(of kind: String, _ columns: [RowColumn<Row>]) -> [CanonicalField] {
        let event = "\(kind).opened"
        let change = CanonicalField(name: "change") { _, writer in try writer.text("change", event) }
        let id = CanonicalField(name: "id") { row, writer in writer.key("id", row.number) }
        let all = [change, id] + columns.map { CanonicalField(name: $0.name, write: $0.write) }
        return all.sorted { $0.name.description < $1.name.description }
    }
}

extension CanonicalWriter {
    mutating func change(_ change: Change) throws {
        open("{")
        switch change {
        case .opened(let row): try fields(of: row)
        case .closed(let type, let id):
            try text("change", "\(type.name).closed")
            key("id", id)
        }
        close("}")
    }

    private mutating func fields<Row: LedgerRow>(of row: Row) throws { for field in Row.kind.fields { try field.write(row, &self) } }
}

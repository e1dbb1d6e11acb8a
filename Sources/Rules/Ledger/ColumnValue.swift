/// What a column can hold.
package protocol ColumnValue: Sendable {
    var cell: Cell { get }
    /// Nil when a field of the ledger, or its absence, means nothing.
    init?(field: FieldText?)
    /// Writes the field; nothing when there is no value.
    func write(_ name: StaticString, to writer: inout CanonicalWriter) throws
}

extension Key: ColumnValue {
    package var cell: Cell { .integer(rawValue) }

    package init?(field: FieldText?) {
        guard let number = field?.number else { return nil }
        self.init(rawValue: number)
    }

    package func write(_ name: StaticString, to writer: inout CanonicalWriter) { writer.key(name, rawValue) }
}

extension String: ColumnValue {
    package var cell: Cell { .text(self) }

    package init?(field: FieldText?) {
        guard let field else { return nil }
        self = field.text
    }

    package func write(_ name: StaticString, to writer: inout CanonicalWriter) throws { try writer.text(name, self) }
}

/// Closed lists are columns as they are: `extension BlockReason: ColumnValue {}`.
extension ColumnValue where Self: RawRepresentable, RawValue == String {
    package var cell: Cell { .text(rawValue) }

    package init?(field: FieldText?) {
        guard let field else { return nil }
        self.init(rawValue: field.text)
    }

    package func write(_ name: StaticString, to writer: inout CanonicalWriter) throws { try writer.text(name, rawValue) }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    package var cell: Cell { self?.cell ?? .null }

    package init?(field: FieldText?) {
        self = .none
        guard field != nil else { return }
        guard let value = Wrapped(field: field) else { return nil }
        self = .some(value)
    }

    package func write(_ name: StaticString, to writer: inout CanonicalWriter) throws { if let self { try self.write(name, to: &writer) } }
}

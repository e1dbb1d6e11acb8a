/// Columns by their place, from 0: for reading millions of rows, where finding each by its name would take most of the time.
extension Columns {
    package func integer(at position: Int) throws -> Int64 {
        if let integer = cells.integer(at: position) { return integer }
        guard let integer = try optionalInteger(at: position) else { throw fault(position, "is NULL") }
        return integer
    }

    package func optionalInteger(at position: Int) throws -> Int64? {
        if let integer = cells.integer(at: position) { return integer }
        return switch cells.cell(at: position) {
        case .value(.integer(let integer))?: integer
        case .value(.null)?: nil
        default: throw fault(position, "holds no integer")
        }
    }

    /// Whatever the column holds.
    package func value(at position: Int) throws -> Value {
        if let integer = cells.integer(at: position) { return .integer(integer) }
        guard case .value(let value)? = cells.cell(at: position) else { throw fault(position, "holds a type the storage does not know") }
        return value
    }

    /// Lends the bytes of a text to `body`, and makes nothing.
    package func lendText(at position: Int, to body: (Span<UInt8>) throws -> Void) throws {
        guard try cells.lend(.text, at: position, to: body) else { throw fault(position, "holds no text") }
    }

    package func text(at position: Int) throws -> String {
        guard case .value(.text(let text))? = cells.cell(at: position) else { throw fault(position, "holds no text") }
        return text
    }

    package func bytes(at position: Int) throws -> [UInt8] {
        guard case .value(.bytes(let bytes))? = cells.cell(at: position) else { throw fault(position, "holds no bytes") }
        return bytes
    }

    private func fault(_ position: Int, _ problem: String) -> StorageFault { .column(name: "\(position + 1)", problem: problem) }
}

/// Columns by their place, from 0: for reading millions of rows, where finding each by its name would take most of the time.
extension Columns {
    package func integer(at position: Int) throws -> Int64 {
        guard let integer = try optionalInteger(at: position) else { throw fault(position, "is NULL") }
        return integer
    }

    package func optionalInteger(at position: Int) throws -> Int64? {
        switch cells.cell(at: position) {
        case .value(.integer(let integer))?: integer
        case .value(.null)?: nil
        default: throw fault(position, "holds no integer")
        }
    }

    package func text(at position: Int) throws -> String {
        guard case .value(.text(let text))? = cells.cell(at: position) else { throw fault(position, "holds no text") }
        return text
    }

    package func bytes(at position: Int) throws -> [UInt8] {
        guard case .value(.bytes(let bytes))? = cells.cell(at: position) else { throw fault(position, "holds no bytes") }
        return bytes
    }

    /// A text, in UTF-8, or bytes, without a value made of them.
    package func withBytes<T>(at position: Int, _ body: (UnsafeRawBufferPointer) throws -> T) throws -> T {
        guard let result = try cells.withBytes(at: position, body) else { throw fault(position, "holds no text or bytes") }
        return result
    }

    private func fault(_ position: Int, _ problem: String) -> StorageFault { .column(name: "\(position + 1)", problem: problem) }
}

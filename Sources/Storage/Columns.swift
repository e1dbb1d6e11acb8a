package import FoundationEssentials

/// The columns of the row being decoded, by name. Valid only inside the decoding closure.
///
/// A column that is missing, NULL where a value was asked, or of another type throws `StorageFault.column` naming it.
package struct Columns {
    let cells: any Cells

    package func text(_ name: String) throws -> String { try present(name, optionalText(name)) }
    package func integer(_ name: String) throws -> Int64 { try present(name, optionalInteger(name)) }
    package func bytes(_ name: String) throws -> [UInt8] { try present(name, optionalBytes(name)) }
    package func date(_ name: String) throws -> Date { try present(name, optionalDate(name)) }

    package func optionalText(_ name: String) throws -> String? {
        switch try value(name) {
        case .text(let text): text
        case .null: nil
        default: throw StorageFault.column(name: name, problem: "holds no text")
        }
    }

    package func optionalInteger(_ name: String) throws -> Int64? {
        switch try value(name) {
        case .integer(let integer): integer
        case .null: nil
        default: throw StorageFault.column(name: name, problem: "holds no integer")
        }
    }

    package func optionalBytes(_ name: String) throws -> [UInt8]? {
        switch try value(name) {
        case .bytes(let bytes): bytes
        case .null: nil
        default: throw StorageFault.column(name: name, problem: "holds no bytes")
        }
    }

    package func optionalDate(_ name: String) throws -> Date? {
        try optionalInteger(name).map(Dates.date(microseconds:))
    }

    /// A 0/1 column.
    package func flag(_ name: String) throws -> Bool {
        switch try integer(name) {
        case 0: false
        case 1: true
        default: throw StorageFault.column(name: name, problem: "holds neither 0 nor 1")
        }
    }

    /// Whatever the column holds.
    package func value(_ name: String) throws -> Value {
        switch cells.cell(name) {
        case .value(let value)?: value
        case .other?: throw StorageFault.column(name: name, problem: "holds a type the storage does not know")
        case nil: throw StorageFault.column(name: name, problem: "is not in the result")
        }
    }

    private func present<T>(_ name: String, _ value: T?) throws -> T {
        guard let value else { throw StorageFault.column(name: name, problem: "is NULL") }
        return value
    }
}

/// A row that acts tell of was given a code, in the place of another unless it is new.
package struct KeptChange: Sendable {
    package let table: String
    package let former: [UInt8]?
    package let code: [UInt8]
}

/// The told rows that a transaction wrote.
final class KeptChanges {
    private var waiting: [KeptChange] = []
    private var codes: Set<[UInt8]> = []

    func add(_ change: KeptChange) {
        waiting.append(change)
        codes.insert(change.code)
    }

    func wrote(_ code: [UInt8]) -> Bool { codes.contains(code) }

    func take() -> [KeptChange] {
        defer { waiting = [] }
        return waiting
    }
}

extension Transaction {
    var keptChanges: KeptChanges {
        if let changes = notes[KeptChanges.self] { return changes }
        let changes = KeptChanges()
        notes[KeptChanges.self] = changes
        return changes
    }

    /// Those that were written since this was called last, in their order.
    package func takeKeptChanges() -> [KeptChange] { keptChanges.take() }
}

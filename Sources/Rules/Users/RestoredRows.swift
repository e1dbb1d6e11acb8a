/// Rows that were opened to give back what others had been: of somebody whose removal was undone, the new assignment stands for the former one. Undoing
/// what was done before that finds them in its place.
package struct RestoredRows: Hashable, Sendable {
    private var originals: [Int64: Int64] = [:]

    package init() {}

    package mutating func add<Row>(_ restored: Key<Row>, for original: Key<Row>) { originals[restored.rawValue] = original.rawValue }

    /// Whether a row is the other, or was given back in its place, by however many acts that undid others.
    package func stands<Row>(_ row: Key<Row>, for other: Key<Row>) -> Bool {
        var current = row.rawValue
        // As often as there are rows: what stands for itself ends nowhere.
        for _ in 0...originals.count {
            if current == other.rawValue { return true }
            guard let original = originals[current] else { return false }
            current = original
        }
        return false
    }
}

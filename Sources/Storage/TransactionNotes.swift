/// One value of each type, for the time of one transaction.
package final class TransactionNotes {
    /// What seals personal data; nil where nothing is read or written that is sealed.
    var sealer: Sealer?
    /// Told of rows that this installation did not write.
    var unauthentic: UnauthenticRows?
    /// Asked of told rows whether they are those that stand now; nil where nobody knows.
    var newest: (any NewestRows)?
    private var values: [ObjectIdentifier: Any] = [:]

    /// Does something as in a storage that was opened without keys: nothing is opened, no codes are checked.
    package func withoutKeys<T>(_ body: () throws -> T) rethrows -> T {
        let keys = sealer
        sealer = nil
        defer { sealer = keys }
        return try body()
    }

    package subscript<T>(_ type: T.Type) -> T? {
        get { values[ObjectIdentifier(type)] as? T }
        set { values[ObjectIdentifier(type)] = newValue }
    }

    package subscript<T>(_ type: T.Type, default value: @autoclosure () -> T) -> T {
        get { self[type] ?? value() }
        // Taken out while it is changed: a value that two hold is copied, and a million changes would be a million copies.
        _modify {
            let key = ObjectIdentifier(type)
            var changed = values.removeValue(forKey: key) as? T ?? value()
            defer { values[key] = changed }
            yield &changed
        }
    }
}

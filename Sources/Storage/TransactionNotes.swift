/// One value of each type, for the time of one transaction.
package final class TransactionNotes {
    /// What seals personal data; nil where nothing is read or written that is sealed.
    var sealer: Sealer?
    /// Told of rows that this installation did not write.
    var unauthentic: UnauthenticRows?
    private var values: [ObjectIdentifier: Any] = [:]

    package subscript<T>(_ type: T.Type) -> T? {
        get { values[ObjectIdentifier(type)] as? T }
        set { values[ObjectIdentifier(type)] = newValue }
    }

    package subscript<T>(_ type: T.Type, default value: @autoclosure () -> T) -> T {
        get { self[type] ?? value() }
        set { self[type] = newValue }
    }
}

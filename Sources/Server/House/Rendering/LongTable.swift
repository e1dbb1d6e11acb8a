/// The rows of a long table: values by their place, since fifty dictionaries of twelve take longer to make than to show. Templates read a row as any
/// other object; what is nil is not there.
struct LongTable: Sendable {
    /// The names that the template uses.
    let fields: [String]
    /// Each in the order of `fields`.
    let rows: [[String?]]

    func value(_ name: String, of row: Int) -> String? { fields.firstIndex(of: name).flatMap { rows[row][$0] } }
}

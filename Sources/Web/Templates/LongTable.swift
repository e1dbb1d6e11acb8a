/// The rows of a long table: values by their place, since fifty dictionaries of twelve take longer to make than to show. Templates read a row as any
/// other object; what is nil is not there.
package struct LongTable: Sendable {
    /// The names that the template uses.
    package let fields: [String]
    /// Each in the order of `fields`.
    package let rows: [[String?]]

    package init(fields: [String], rows: [[String?]]) { (self.fields, self.rows) = (fields, rows) }

    func value(_ name: String, of row: Int) -> String? { fields.firstIndex(of: name).flatMap { rows[row][$0] } }
}

/// Why an index cannot go on: it is built again from the rows.
package enum IndexFault: Error, Hashable, CustomStringConvertible {
    /// Acts come one after the other.
    case gap(expected: Int64, found: Int64)
    /// An act or row speaks of something that the index does not hold.
    case missing(String, Int64)
    /// Two rows have the same key.
    case twice(String, Int64)
    /// More than 32-bit row numbers, or 16-bit numbers of codes, can tell apart.
    case full

    package var description: String {
        switch self {
        case .gap(let expected, let found): "act \(found) came where act \(expected) was expected"
        case .missing(let what, let id): "the \(what) with the key \(id) is missing"
        case .twice(let what, let id): "the \(what) with the key \(id) is there twice"
        case .full: "there are more rows or codes than the index can number"
        }
    }
}

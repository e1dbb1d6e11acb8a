import Mustache

/// The rows of a long table, written without asking the template for each: it shows one row of each kind with a mark for every value, and the marks are
/// filled in as often as there are rows. The template has all of the page's mark-up; each value is escaped as it would be there.
///
///     {{#it.table}}{{begin}}<tr><td>{{givenName}}</td></tr>{{end}}{{/it.table}}
struct LongTable: Sendable {
    struct Row: Sendable {
        /// The place of its kind in `kinds`.
        let kind: Int
        /// In the order of `fields`.
        let values: [String]
    }

    /// The names that the template uses.
    let fields: [String]
    /// Fields that a kind lacks, so that the template's sections about them stay away.
    let kinds: [Set<String>]
    let rows: [Row]

    /// What the template reads: a list, of one row of marks for each kind; of none for a table without rows.
    var model: [Marks] { rows.isEmpty ? [] : kinds.map { Marks(fields: fields, lacking: $0) } }

    /// The rendered page with its rows, in UTF-8.
    func filled(into page: String) -> [UInt8] {
        let parts = Self.parts(Array(page.utf8))
        guard var bytes = parts.first.map({ Array($0) }), parts.count > 1 else { return Array(page.utf8) }
        var (patterns, current): ([[Piece]], [Piece]) = ([], [])
        var rest: ArraySlice<UInt8> = []
        for part in parts.dropFirst() {
            guard let code = part.first.map({ Int($0) - Marks.first }) else { continue }
            let following = part.dropFirst()
            switch code {
            case Marks.begin: current = [Piece(field: nil, text: following)]
            case Marks.end:
                patterns.append(current)
                rest = following
            default: current.append(Piece(field: code - 2, text: following))
            }
        }
        bytes.reserveCapacity(bytes.count + rest.count + rows.count * 1024)
        for row in rows where row.kind < patterns.count {
            for piece in patterns[row.kind] {
                if let field = piece.field, field < row.values.count { Self.escape(row.values[field], into: &bytes) }
                bytes += piece.text
            }
        }
        return bytes + rest
    }

    /// A value's place, and what stands behind it.
    private struct Piece {
        let field: Int?
        let text: ArraySlice<UInt8>
    }

    /// What stands before the first sign of a mark, and behind each.
    private static func parts(_ page: [UInt8]) -> [ArraySlice<UInt8>] {
        let sign = Array(Marks.sign.utf8)
        var (parts, start): ([ArraySlice<UInt8>], Int) = ([], 0)
        for index in page.indices where page[index] == sign[0] && page[index...].starts(with: sign) {
            parts.append(page[start..<index])
            start = index + sign.count
        }
        return parts + [page[start...]]
    }

    /// The five characters that templates escape.
    private static func escape(_ value: String, into bytes: inout [UInt8]) {
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            default: bytes.append(byte)
            }
        }
    }

    /// A row of marks.
    struct Marks: MustacheParent {
        fileprivate static let (begin, end, first) = (0, 1, 0x41)
        /// Not to be foreseen, so that nothing a visitor types is taken for a mark.
        fileprivate static let sign = "\u{F0000}" + Secret.random()
        fileprivate let fields: [String]
        fileprivate let lacking: Set<String>

        func child(named name: String) -> Any? {
            switch name {
            case "begin": Self.mark(Self.begin)
            case "end": Self.mark(Self.end)
            default: lacking.contains(name) ? nil : fields.firstIndex(of: name).map { Self.mark($0 + 2) }
            }
        }

        private static func mark(_ code: Int) -> String { sign + (UnicodeScalar(first + code).map { String(Character($0)) } ?? "") }
    }
}

import Foundation
import Standards
import Storage

/// What a backup holds: the migrations that its tables have had, and of every table the number of its rows and one hash over them. It is text, and the
/// text is signed.
struct Manifest: Hashable, Sendable {
    let migrations: [String]
    let sums: [TableSum]
    static let purpose = "backup"
    private static let title = "chatelaine/backup"

    init(migrations: [String], sums: [TableSum]) { (self.migrations, self.sums) = (migrations, sums) }

    /// The title, which no checkpoint begins with; the migrations; and a line for each table.
    var text: String {
        let lines = [Self.title] + migrations.map { "migration \($0)" } + sums.map { "table \($0.table) \($0.rows) \(Self.base64($0.digest))" }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Nil unless `text` is exactly what ``text`` gives for some manifest.
    init?(text: String) {
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        migrations = lines.filter { $0.first == "migration" && $0.count == 2 }.map { $0[1] }
        sums = lines.compactMap { words in
            guard words.count == 4, words[0] == "table", let rows = Int(words[2]), let digest = Data(base64Encoded: words[3]) else { return nil }
            return TableSum(table: words[1], rows: rows, digest: Array(digest))
        }
        guard self.text == text else { return nil }
    }

    func code(_ sealer: Sealer) -> [UInt8] { sealer.code(of: [.text(text)], purpose: Self.purpose) }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}

/// The marks of every row, table after table, by which a changed row is found.
struct Marks: Sendable {
    struct Portion: Sendable {
        let table: String
        var bytes: [UInt8]
    }

    private(set) var portions: [Portion] = []
    private static let most = 1 << 20

    mutating func add(_ mark: RowMark, of table: MadeTable) {
        if portions.last?.table != table.name || portions.last?.bytes.count ?? 0 >= Self.most {
            portions.append(Portion(table: table.name, bytes: []))
        }
        portions[portions.count - 1].bytes += mark.bytes
    }
}

extension Transaction {
    /// What these tables hold now, and the marks of their rows.
    func sumsAndMarks(of tables: [MadeTable]) throws -> ([TableSum], Marks) {
        var (sums, marks) = ([TableSum](), Marks())
        for table in tables { sums.append(try sum(of: table) { mark, _ in marks.add(mark, of: table) }) }
        return (sums, marks)
    }
}

import Rules
import Storage

/// What rows hold, as numbers: integers as they are, texts by their number, far below any integer that a row holds.
struct ReplayedCells {
    private var texts = Numbered<String>()
    private static let (null, firstText) = (Int64.min, Int64.min + 1)

    mutating func number(of cell: Cell) -> Int64 {
        switch cell {
        case .null: Self.null
        case .integer(let integer): integer
        case .text(let text): Self.firstText + Int64(texts.number(of: text))
        }
    }

    /// Nil for what no row holds.
    func number(of value: Value) -> Int64? {
        switch value {
        case .null: Self.null
        case .integer(let integer): integer
        case .text(let text): texts.known(text).map { Self.firstText + Int64($0) }
        case .bytes: nil
        }
    }
}

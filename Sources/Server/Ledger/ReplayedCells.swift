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

    /// The integer, or the text, that a number stands for; nil when it stands for something else.
    func integer(_ number: Int64) -> Int64? { number == Self.null || isText(number) ? nil : number }
    func text(_ number: Int64) -> String? { isText(number) ? texts[Int32(number - Self.firstText)] : nil }

    private func isText(_ number: Int64) -> Bool { number >= Self.firstText && number < Self.firstText + Int64(texts.count) }

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

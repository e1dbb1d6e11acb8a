/// Codes of domains or applications as small numbers, in the order in which they were first met.
struct CodeTable: Sendable {
    private(set) var codes: [String] = []
    private var table = FlatTable()

    subscript(_ code: String) -> UInt16? {
        table.find(Self.hash(code)) { codes[Int($0)] == code }.map { UInt16(truncatingIfNeeded: $0) }
    }

    mutating func number(of code: String) throws(IndexFault) -> UInt16 {
        if let known = self[code] { return known }
        guard let number = UInt16(exactly: codes.count) else { throw .full }
        codes.append(code)
        table.insert(UInt32(number), Self.hash(code)) { Self.hash(codes[Int($0)]) }
        return number
    }

    /// Whoever asks may choose the codes asked for, but not those in the table: one that cannot be chosen, as a dictionary has, is not needed.
    private static func hash(_ code: String) -> UInt64 {
        var hash: UInt64 = 0
        for byte in code.utf8 { hash = (hash &* 31) &+ UInt64(byte) }
        return spread(Int64(bitPattern: hash))
    }
}

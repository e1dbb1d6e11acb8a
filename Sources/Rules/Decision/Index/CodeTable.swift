/// Codes of domains or applications as small numbers, in the order in which they were first met.
struct CodeTable: Sendable {
    private(set) var codes: [String] = []
    private var numbers: [String: UInt16] = [:]

    subscript(_ code: String) -> UInt16? { numbers[code] }

    mutating func number(of code: String) throws(IndexFault) -> UInt16 {
        if let known = numbers[code] { return known }
        guard let number = UInt16(exactly: codes.count) else { throw .full }
        codes.append(code)
        numbers[code] = number
        return number
    }
}

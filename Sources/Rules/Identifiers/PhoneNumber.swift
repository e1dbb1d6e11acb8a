/// A telephone number: 8 to 15 digits, kept as `+` and digits; one that begins with 0 is taken as Belgian (E.164).
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        guard text.utf8.count <= Digits.longestInput else { throw .tooLong(most: 30) }
        let isInternational = text.drop { $0 == " " }.hasPrefix("+")
        let digits: [UInt8]
        do { digits = try Digits.read(isInternational ? String(text.drop { $0 == " " }.dropFirst()) : String(text)) } catch {
            throw error == .empty ? .empty : .phoneShape
        }
        let plain = digits.map(String.init).joined()
        let number = isInternational ? plain : plain.hasPrefix("00") ? String(plain.dropFirst(2)) : plain.hasPrefix("0") ? "32\(plain.dropFirst())" : plain
        guard (8...15).contains(number.count), !number.hasPrefix("0") else { throw .phoneShape }
        self.text = "+\(number)"
    }

    package var description: String { text }
}

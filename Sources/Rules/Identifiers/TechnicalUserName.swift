/// The name of a technical user: `EXP` and a suffix of up to 27 of A–Z, a–z and 0–9 (MISSION T3).
package struct TechnicalUserName: Hashable, Sendable, CustomStringConvertible {
    package static let prefix = "EXP"
    package let text: String

    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        guard text.utf8.count <= 30 else { throw .tooLong(most: 30) }
        guard text.hasPrefix(Self.prefix) else { throw .wrongPrefix(expected: Self.prefix) }
        guard text.utf8.count > Self.prefix.utf8.count else { throw .tooShort(least: 4) }
        guard text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }) else {
            throw .userNameShape
        }
        self.text = String(text)
    }

    package var description: String { text }
}

/// The name of an account: 8 to 30 of a–z and 0–9 (MISSION "Formats and limits").
/// Most are someone's name: described masked, so that no log can hold it.
package struct UserName: Hashable, Sendable, CustomStringConvertible {
    package static let longest = 30
    package let text: String

    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        guard text.utf8.count >= 8 else { throw .tooShort(least: 8) }
        guard text.utf8.count <= Self.longest else { throw .tooLong(most: Self.longest) }
        guard text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }) else { throw .userNameShape }
        self.text = String(text)
    }

    package var description: String { "\(text.prefix(1))***" }
}

/// What others know of someone, and so must not be in their password: names, user name, the digits of the SSIN, what stands before an e-mail's @.
/// Only words of four characters and more count; case does not.
package struct PersonalWords: Hashable, Sendable {
    package static let shortest = 4
    private let words: Set<[UInt8]>

    /// - Parameter values: as stored. Each counts whole, in its parts (`jean-luc`: `jean`, `jeanluc`), an e-mail only before its @,
    ///   and eleven digits also as the birth date that opens them.
    package init(_ values: [String]) {
        var words: Set<String> = []
        // Longer than any name, number or address: it is not one, and is refused where it was typed.
        for value in values where value.utf8.count <= PasswordRule.longestInput {
            let value = value.lowercased()
            let parts = value.prefix { $0 != "@" }.split { !$0.isLetter && !$0.isNumber }.map(String.init)
            let whole = parts.joined()
            words.formUnion(parts + [whole])
            if whole.count == 11, whole.allSatisfy(\.isNumber) { words.insert(String(whole.prefix(6))) }
        }
        self.words = Set(words.filter { $0.count >= Self.shortest }.map { Array($0.utf8) })
    }

    package func appear(in password: String) -> Bool {
        let password = Array(password.lowercased().utf8)
        return words.contains { Borders.contains(password, $0) }
    }
}

extension PasswordRule {
    /// One thing a password must be. `code`, `number` and `specials` are what a page needs to name it and to check it as it is typed.
    package enum Condition: Hashable, Sendable {
        case atLeast(Int)
        case atMost(Int)
        /// Digits or special characters.
        case nonLetters(Int)
        /// Unaccented letters, digits and these specials. Spaces are `noSpace`'s business.
        case onlySpecials(String)
        case noSpace
        case notCommon
        case notPersonal

        /// Names the condition in texts and pages.
        package var code: String {
            switch self {
            case .atLeast: "atLeast"
            case .atMost: "atMost"
            case .nonLetters: "nonLetters"
            case .onlySpecials: "onlySpecials"
            case .noSpace: "noSpace"
            case .notCommon: "notCommon"
            case .notPersonal: "notPersonal"
            }
        }

        /// Every code there is, for whoever writes texts.
        package static let codes = ["atLeast", "atMost", "nonLetters", "onlySpecials", "noSpace", "notCommon", "notPersonal"]

        package var number: Int? {
            switch self {
            case .atLeast(let number), .atMost(let number), .nonLetters(let number): number
            default: nil
            }
        }

        var isUpperBound: Bool { if case .atMost = self { true } else { false } }

        package var specials: String? { if case .onlySpecials(let specials) = self { specials } else { nil } }

        /// Whether a browser can tell by itself; the others are told by the server.
        package var isCheckedAsTyped: Bool { self != .notCommon && self != .notPersonal }
    }
}

extension PasswordRule.Condition {
    package func isMet(by password: String, personal: PersonalWords) -> Bool {
        let scalars = password.unicodeScalars
        return switch self {
        case .atLeast(let number): scalars.count >= number
        case .atMost(let number): scalars.count <= number
        case .nonLetters(let number): scalars.count { !$0.properties.isAlphabetic && !$0.properties.isWhitespace } >= number
        case .onlySpecials(let specials):
            scalars.allSatisfy { Self.isPlain($0) || specials.unicodeScalars.contains($0) || $0.properties.isWhitespace }
        case .noSpace: !scalars.contains { $0.properties.isWhitespace }
        case .notCommon: !CommonPasswords.contains(password)
        case .notPersonal: !personal.appear(in: password)
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }
}

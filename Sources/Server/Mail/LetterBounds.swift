import Foundation

/// How the letters of one announcement are counted among those that its author's acts cause.
enum LetterCount: Sendable {
    /// With others about the same person, entity or quality, and with others to the same address. The key is that of whom or what they are about.
    case about(Int64)
    /// With others to the same address.
    case byAddress
    case never
}

/// How many letters one person's acts cause within a day: whoever registers and changes users all day meets none of these.
enum LetterBound {
    static let span: TimeInterval = 86_400
    /// About the same person, entity or quality, wherever they go: an address that is changed over and over writes to ever other ones.
    static let aboutOne = 40
    /// To the same address, which all users of a small entity may share.
    static let toOne = 200
}

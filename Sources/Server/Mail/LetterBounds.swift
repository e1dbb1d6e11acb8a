import Foundation
import Rules
import Storage

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

extension Transaction {
    /// Puts a letter in the outbox, unless the same person's acts have caused too many.
    /// - Throws: `TooOften`; then the act is not done either, for nothing is done without telling whom it is done to.
    func post(_ letter: Letter, _ counted: LetterCount, of author: Person.ID, id: Int64, at now: Date) throws {
        var about: Int64?
        switch counted {
        case .never: return try post(letter, id: id, at: now)
        case .byAddress: break
        case .about(let subject):
            about = subject
            try bound("about = \(subject)", LetterBound.aboutOne, author, at: now)
        }
        let addressee = try sealer.lookup(letter.to.text.lowercased(), purpose: "letter")
        try bound("addressee = \(addressee)", LetterBound.toOne, author, at: now)
        try post(letter, id: id, at: now)
        try run("UPDATE letters SET author = \(author), about = \(about), addressee = \(addressee) WHERE id = \(id)")
    }

    private func bound(_ which: SQL, _ most: Int, _ author: Person.ID, at now: Date) throws {
        let recent = try rows(
            """
            SELECT posted_at FROM letters WHERE author = \(author) AND posted_at > \(now.addingTimeInterval(-LetterBound.span)) AND \(which)
            ORDER BY posted_at DESC LIMIT \(most)
            """
        ) { try $0.date("posted_at") }
        guard recent.count >= most, let oldest = recent.last else { return }
        // What a clock that was ahead left counts as now.
        throw TooOften(.lettersSlowed, until: min(oldest, now).addingTimeInterval(LetterBound.span))
    }
}

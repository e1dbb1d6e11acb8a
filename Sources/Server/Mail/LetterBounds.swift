import Foundation
import Rules
import Storage

/// What made somebody write a letter: whose act, about which person, entity or quality.
struct LetterCause: Sendable {
    let author: Person.ID
    let about: Int64

    init(_ author: Person.ID, about subject: Int64) { (self.author, about) = (author, subject) }
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
    func post(_ letter: Letter, _ cause: LetterCause?, id: Int64, at now: Date) throws {
        guard let cause else { return try post(letter, id: id, at: now) }
        let addressee = try sealer.lookup(letter.to.text.lowercased(), purpose: "letter")
        try bound("about = \(cause.about)", LetterBound.aboutOne, cause.author, at: now)
        try bound("addressee = \(addressee)", LetterBound.toOne, cause.author, at: now)
        try post(letter, id: id, at: now)
        try run("UPDATE letters SET author = \(cause.author), about = \(cause.about), addressee = \(addressee) WHERE id = \(id)")
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

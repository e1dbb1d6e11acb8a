import Foundation
import Rules
import Storage
import Web

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
        try post(letter, id: id, at: now, author: author, about: about, addressee: addressee)
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

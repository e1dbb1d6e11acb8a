import Foundation
import Rules
import Web

/// The letters of one plan. Of more than a few to the same address, one is made that says for whom they are: people of a small entity may share an
/// address, and whoever changes hundreds of them at once writes there once.
struct PlannedLetters {
    /// So many letters of one plan go to one address each by itself.
    static let mostToOne = 10

    private struct One {
        let letter: Letter
        let counted: LetterCount
        /// Whom it is about; nil for a letter that always goes by itself.
        let person: String?
        /// Compared without regard to case, as letters to one address are counted.
        var address: String { letter.to.text.lowercased() }
    }

    private var planned: [One] = []
    var isEmpty: Bool { planned.isEmpty }

    mutating func add(_ letters: [Letter], of announcement: any Announcement) {
        planned += letters.map { One(letter: $0, counted: announcement.counted, person: announcement.personName) }
    }

    /// As they are posted, in the order in which they were added.
    func posted(_ post: Correspondence, by author: String) throws -> [(letter: Letter, counted: LetterCount)] {
        let shared = Dictionary(grouping: planned.filter { $0.person != nil }, by: \.address).filter { $0.value.count > Self.mostToOne }
        var written: Set<String> = []
        return try planned.compactMap { one in
            guard one.person != nil, let together = shared[one.address] else { return (one.letter, one.counted) }
            return written.insert(one.address).inserted ? (try Self.together(together, one.letter, post, author), .byAddress) : nil
        }
    }

    /// In the language of the first of them.
    private static func together(_ letters: [One], _ first: Letter, _ post: Correspondence, _ author: String) throws -> Letter {
        let values = [
            "count": "\(letters.count)", "author": author, "link": post.site,
            "people": letters.map { "– \($0.person ?? ""): \($0.letter.subject)" }.joined(separator: "\n"),
        ]
        return try Letter(
            to: first.to, subject: post.texts.say("people.sharedLetter.subject", values, in: first.language),
            body: post.texts.say("people.sharedLetter.body", values, in: first.language), language: first.language)
    }
}

package import Foundation
package import Rules
package import Storage

/// A letter taken from the outbox to be sent.
package struct PostedLetter: Hashable, Sendable {
    package let id: Int64
    package let letter: Letter
    package let postedAt: Date
    /// How often sending was begun, this time included.
    package let attempts: Int
}

/// Letters taken from the outbox, and what was found there that is none.
package struct ClaimedLetters: Sendable {
    package fileprivate(set) var letters: [PostedLetter] = []
    /// Its keys; null where even that cannot be read.
    package fileprivate(set) var unreadable: [Value] = []
    var count: Int { letters.count + unreadable.count }
}

/// How many letters have not left, how many of them should leave now, and how many seconds ago the oldest was posted.
struct OutboxReading: Sendable {
    let waiting: Int
    let due: Int
    let oldest: Double
}

extension Transaction {
    /// Puts a letter in the outbox: it leaves once this transaction is committed, and never if it is not.
    /// - Parameters:
    ///   - author: whose act caused it, where such letters are counted (`LetterBound`).
    ///   - about: the key of whom or what it is about.
    ///   - addressee: a keyed hash of where it goes.
    package func post(
        _ letter: Letter, id: Int64, at now: Date, author: Person.ID? = nil, about: Int64? = nil, addressee: [UInt8]? = nil
    ) throws {
        try pipeline(
            """
            INSERT INTO letters (id, recipient, subject, body, language, posted_at, due_at, attempts, author, about, addressee)
            VALUES (\(id), \(letter.to.text), \(letter.subject), \(letter.body), \(letter.language.rawValue), \(now), \(now), 0,
                    \(author), \(about), \(addressee))
            """)
    }

    /// Takes the letters that are due, oldest first. They are due again at `until`, so another sender leaves them alone and a crash loses none. What is no
    /// letter of ours, whoever put it there, is given up by itself and keeps no other waiting.
    package func claimLetters(atMost count: Int, now: Date, until: Date) throws -> ClaimedLetters {
        var claimed = ClaimedLetters()
        // No sum of ours comes near the bound; beyond the largest integer it would fail all of them.
        try each(
            """
            UPDATE letters SET due_at = \(until), attempts = CASE WHEN attempts < 1000000 THEN attempts + 1 ELSE attempts END
            WHERE id IN (SELECT id FROM letters WHERE due_at IS NOT NULL AND due_at <= \(now) ORDER BY due_at, id LIMIT \(count))
            RETURNING id, recipient, subject, body, language, posted_at, attempts
            """
        ) { row in
            do { claimed.letters.append(try PostedLetter(row)) } catch { claimed.unreadable.append((try? row.value("id")) ?? .null) }
        }
        for id in claimed.unreadable where id != .null { try abandonLetter(id, at: now) }
        claimed.letters.sort { $0.id < $1.id }
        return claimed
    }

    package func letterDelivered(_ id: Int64, at now: Date) throws {
        try run("UPDATE letters SET due_at = NULL, delivered_at = \(now), recipient = '', subject = '', body = '' WHERE id = \(id)")
    }

    package func letterFailed(_ id: Int64, retryAt: Date) throws {
        try run("UPDATE letters SET due_at = \(retryAt) WHERE id = \(id) AND due_at IS NOT NULL")
    }

    package func letterAbandoned(_ id: Int64, at now: Date) throws { try abandonLetter(id.bound, at: now) }

    private func abandonLetter(_ id: Value, at now: Date) throws {
        try run("UPDATE letters SET due_at = NULL, abandoned_at = \(now), recipient = '', subject = '', body = '' WHERE id = \(id)")
    }

    /// Forgets letters that left or were given up. Those of the last day are still counted (`LetterBound`).
    package func forgetLetters(postedBefore instant: Date) throws {
        try run("DELETE FROM letters WHERE due_at IS NULL AND posted_at < \(instant)")
    }

    /// How full the outbox is.
    func outbox(at now: Date) throws -> OutboxReading {
        let waiting = try row("SELECT COUNT(*) AS waiting, MIN(posted_at) AS oldest FROM letters WHERE due_at IS NOT NULL") { row in
            (Int(try row.integer("waiting")), try row.optionalInteger("oldest") == nil ? nil : try row.date("oldest"))
        }
        return OutboxReading(
            waiting: waiting?.0 ?? 0, due: try count("SELECT COUNT(*) FROM letters WHERE due_at <= \(now)"),
            oldest: waiting?.1.map { max(0, now.timeIntervalSince($0)) } ?? 0)
    }

    /// How many letters wait to leave.
    package func lettersWaiting() throws -> Int { try count("SELECT COUNT(*) FROM letters WHERE due_at IS NOT NULL") }
}

extension PostedLetter {
    init(_ row: Columns) throws {
        id = try row.integer("id")
        letter = try Letter(
            to: EmailAddress.stored(row.text("recipient")), subject: row.text("subject"), body: row.text("body"),
            language: Language(rawValue: row.text("language")) ?? .en)
        postedAt = try row.date("posted_at")
        attempts = Int(try row.integer("attempts"))
    }
}

import Foundation
import Rules
import Storage

extension Transaction {
    /// Tells the e-mail address of an entity or quality that it is no longer used, and the new one that it is; nothing when they are the same.
    /// Nobody in particular reads it, so the letter is in the language of whoever changed it.
    /// - Parameters:
    ///   - subject: the entity or quality.
    ///   - what: the entity's name, and the quality's.
    func tellContact<Subject>(
        formerly former: EmailAddress?, now address: EmailAddress?, of subject: Key<Subject>, called what: String, _ visit: Visit
    ) throws {
        guard former != address else { return }
        let values = [
            "what": what, "author": try visit.signedIn().person.name, "role": visit.say("roles.\(try visit.actor().role.rawValue)"),
            "link": visit.house.settings.site,
        ]
        for (kind, address) in [("formerContact", former), ("newContact", address)] {
            guard let address else { continue }
            let letter = try Letter(
                to: address, subject: visit.say("entities.letters.\(kind).subject", values),
                body: visit.say("entities.letters.\(kind).body", values), language: visit.language)
            try post(letter, LetterCause(try visit.actor().person, about: subject), visit.house, at: visit.now)
        }
    }
}

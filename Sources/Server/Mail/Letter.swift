package import Rules

/// A letter to one person: plain text, in their language.
package struct Letter: Hashable, Sendable {
    package let to: EmailAddress
    package let subject: String
    package let body: String
    package let language: Language

    /// - Throws: `Unsendable` when the subject holds a line end or another control character — it would write headers — or the body a nought byte.
    package init(to: EmailAddress, subject: String, body: String, language: Language) throws(Unsendable) {
        guard !subject.unicodeScalars.contains(where: Self.isControl) else { throw .subject }
        guard !body.unicodeScalars.contains("\0") else { throw .body }
        self.to = to
        self.subject = subject
        self.body = body
        self.language = language
    }

    package enum Unsendable: String, Error, Sendable { case subject, body, address }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
    }
}

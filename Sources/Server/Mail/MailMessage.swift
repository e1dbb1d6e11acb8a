package import Foundation
package import Rules

/// A letter as it goes over the wire (RFC 5322, MIME): UTF-8 text, quoted-printable, nothing but ASCII and CR LF.
package struct MailMessage: Hashable, Sendable {
    /// The same at every attempt, so a receiver can tell a repetition.
    package let id: Int64
    package let sender: String
    package let recipient: String
    package let text: String

    /// - Throws: `Letter.Unsendable.address` when an address, its domain in A-labels, is not plain ASCII without blanks and brackets.
    package init(_ letter: Letter, id: Int64, from sender: Sender, postedAt: Date) throws(Letter.Unsendable) {
        guard let recipient = letter.to.mailable, let origin = sender.address.mailable, Self.isPlain(recipient), Self.isPlain(origin) else {
            throw .address
        }
        self.id = id
        self.sender = origin
        self.recipient = recipient
        let domain = self.sender.split(separator: "@").last ?? "localhost"
        let headers = [
            "Date: \(MailDate.text(postedAt))",
            "From: \(sender.header(origin))",
            "To: <\(recipient)>",
            "Message-ID: <\(id)@\(domain)>",
            "Subject: \(EncodedWords.encode(letter.subject))",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "Content-Language: \(letter.language.rawValue)",
            // Answering machines leave such letters alone (RFC 3834 §5).
            "Auto-Submitted: auto-generated",
        ]
        text = headers.joined(separator: "\r\n") + "\r\n\r\n" + QuotedPrintable.encode(letter.body) + "\r\n"
    }

    private static func isPlain(_ address: String) -> Bool { address.utf8.allSatisfy { 0x21...0x7E ~= $0 && !#"<>"\,;:()"#.utf8.contains($0) } }
}

extension MailMessage {
    /// In whose name letters go out.
    package struct Sender: Hashable, Sendable {
        package let name: String
        package let address: EmailAddress

        package init(name: String, address: EmailAddress) {
            self.name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            self.address = address
        }

        /// - Parameter address: the sender's, as mail servers are told it.
        func header(_ address: String) -> String {
            let isAtoms = name.utf8.allSatisfy { byte in byte == 0x20 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }
            guard !isAtoms else { return name.isEmpty ? "<\(address)>" : "\(name) <\(address)>" }
            return "\(EncodedWords.encode(name, always: true)) <\(address)>"
        }
    }
}

import Foundation
import Rules
import Server
import Testing

@Suite struct MailMessageTests {
    @Test func `a letter is written as RFC 5322 and MIME want it`() throws {
        let text = try message(subject: "Your access", body: "Hello Claire,\nTwo lines.").text
        #expect(
            text == """
                Date: Wed, 18 Mar 2026 09:05:07 +0000\r
                From: Chatelaine <no-reply@example.com>\r
                To: <claire.fontaine@example.com>\r
                Message-ID: <42@example.com>\r
                Subject: Your access\r
                MIME-Version: 1.0\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Transfer-Encoding: quoted-printable\r
                Content-Language: fr\r
                Auto-Submitted: auto-generated\r
                \r
                Hello Claire,\r
                Two lines.\r

                """)
    }

    @Test(arguments: [
        "Vos accès à la Boulangerie Tournesol sont ouverts : Hélène Renard vous a désignée gestionnaire d’accès", "Zugänge für Größe und Übermaß 🗝️",
        "=?utf-8?B?not yet encoded?=", String(repeating: "long but plain ", count: 12), "éé", "",
    ])
    func `any subject survives, in short lines of ASCII`(subject: String) throws {
        let text = try message(subject: subject, body: "x").text
        let header = try #require(text.firstMatch(of: /Subject: ((?:.|\r\n )*?)\r\nMIME/)).1
        #expect(header.utf8.allSatisfy { $0 < 0x7F })
        #expect("Subject: \(header)".split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        #expect(unencodedWords(String(header)) == subject)
    }

    @Test(arguments: [
        "Chère Hélène,\nvotre code : 1=1 ; à bientôt", "ends with a blank \nand a tab\t\n", String(repeating: "mot très long", count: 40),
        "Windows\r\nline\r\nends", "\n\n.\n..\nFrom here\n", "🗝️ Äpfel, œuf, naïve", "",
    ])
    func `any body survives, in lines of at most 76`(body: String) throws {
        let text = try message(subject: "x", body: body).text
        let encoded = try #require(text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false).last)
        let lines = encoded.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.hasSuffix(" ") && !$0.hasSuffix("\t") })
        #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x7F && $0 != 0x0D } })
        #expect(unquoted(String(encoded)) == body.replacing("\r\n", with: "\n") + "\n")
    }

    @Test(arguments: ["Hello\r\nBcc: everyone@example.com", "Hello\nBcc: x", "Hello\rthere", "Hello\0", "Hello\u{85}x", "Hello\u{2028}x"])
    func `nobody writes headers through a subject`(subject: String) {
        #expect(throws: Letter.Unsendable.subject) { try letter(subject: subject, body: "x") }
    }

    @Test func `a sender's name is encoded unless it is plain words`() throws {
        let sender = MailMessage.Sender(name: "Sécurité\r\nBcc: x", address: try EmailAddress("no-reply@example.com"))
        let text = try MailMessage(letter(subject: "x", body: "x"), id: 1, from: sender, postedAt: .distantPast).text
        let from = try #require(text.split(separator: "\r\n").first { $0.hasPrefix("From: ") })
        #expect(from.hasPrefix("From: =?utf-8?B?"))
        #expect(from.hasSuffix("?= <no-reply@example.com>"))
    }

    private func letter(subject: String, body: String) throws -> Letter {
        try Letter(to: EmailAddress("claire.fontaine@example.com"), subject: subject, body: body, language: .fr)
    }

    private func message(subject: String, body: String) throws -> MailMessage {
        let sender = MailMessage.Sender(name: "Chatelaine", address: try EmailAddress("no-reply@example.com"))
        return try MailMessage(letter(subject: subject, body: body), id: 42, from: sender, postedAt: Date(timeIntervalSince1970: 1_773_824_707))
    }

    private func unencodedWords(_ header: String) -> String {
        guard header.hasPrefix("=?utf-8?B?") else { return header }
        let words = header.replacing("\r\n ", with: "\n").split(separator: "\n")
        let bytes = words.flatMap { Data(base64Encoded: String($0.dropFirst(10).dropLast(2))) ?? Data() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func unquoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.replacing("=\r\n", with: "").replacing("\r\n", with: "\n").utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

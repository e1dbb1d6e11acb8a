import Foundation
import Rules
import Server
import Testing

@Suite struct SMTPTransportTests {
    @Test func `a letter to Sofie is spoken as SMTP wants it`() async throws {
        let peer = try await SMTPPeer.listen()
        try await transport(to: peer).send(message("Goedendag Sofie,\n.een punt vooraan\n"))
        let heard = peer.heard
        #expect(heard.commands.map { String($0.prefix(4)) } == ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"])
        #expect(heard.commands[1].hasPrefix("MAIL FROM:<no-reply@example.com>"))
        #expect(heard.commands[2].hasPrefix("RCPT TO:<sofie.peeters@example.com>"))
        #expect(heard.message.contains("Subject: Uw toegang"))
        // The dot that opens a line is doubled on the wire (RFC 5321 §4.5.2).
        #expect(heard.message.suffix(3) == ["Goedendag Sofie,", "..een punt vooraan", ""])
        try await peer.close()
    }

    @Test func `a server is told the domain in A-labels`() async throws {
        let peer = try await SMTPPeer.listen()
        let letter = try Letter(to: EmailAddress("info@müller.example"), subject: "Ihr Zugang", body: "Guten Tag", language: .de)
        let sender = MailMessage.Sender(name: "Chatelaine", address: try EmailAddress("no-reply@schlüssel.example"))
        try await transport(to: peer).send(MailMessage(letter, id: 43, from: sender, postedAt: Date(timeIntervalSince1970: 0)))
        let heard = peer.heard
        #expect(heard.commands[1].hasPrefix("MAIL FROM:<no-reply@xn--schlssel-95a.example>"))
        #expect(heard.commands[2].hasPrefix("RCPT TO:<info@xn--mller-kva.example>"))
        for header in ["To: <info@xn--mller-kva.example>", "From: Chatelaine <no-reply@xn--schlssel-95a.example>"] {
            #expect(heard.message.contains(header), "\(header)")
        }
        try await peer.close()
    }

    @Test func `user and password are given where they are set`() async throws {
        let peer = try await SMTPPeer.listen()
        try await transport(to: peer) { ($0.user, $0.password) = ("chatelaine", "sleutelbos") }.send(message())
        #expect(peer.heard.commands.contains(Data("\0chatelaine\0sleutelbos".utf8).base64EncodedString()))
        try await peer.close()
    }

    @Test func `user and password may stand in the address`() async throws {
        let peer = try await SMTPPeer.listen()
        let url = peer.url.replacing("smtp://", with: "smtp://chatelaine:sleutel%40bos@")
        try await SMTPTransport(.init(url: url)).send(message())
        #expect(peer.heard.commands.contains(Data("\0chatelaine\0sleutel@bos".utf8).base64EncodedString()))
        try await peer.close()
    }

    @Test(arguments: [
        ("smtp://mail.example.com", true), ("smtp://127.0.0.1.example.com", true), ("smtp://localhost:25", false), ("smtp://[::1]", false),
    ])
    func `encryption is required of every server but this machine's`(url: String, required: Bool) {
        #expect(SMTPTransport.Settings(url: url).requiresTLS == required)
    }

    @Test func `nothing is said in clear to a server without TLS, unless the operator allows it`() async throws {
        let peer = try await SMTPPeer.listen()
        await #expect(throws: MailFailure.temporary(reply: 250, code: 64)) {
            try await transport(to: peer) { $0.requiresTLS = true }.send(message())
        }
        #expect(peer.heard.commands.allSatisfy { !$0.hasPrefix("MAIL") })
        try await peer.close()
    }

    @Test(arguments: [("RCPT", "550 5.1.1 no such person"), (".", "554 5.7.1 not wanted")])
    func `a receiver that will never take it is told apart`(verb: String, reply: String) async throws {
        let peer = try await SMTPPeer.listen(replies: [verb: reply])
        await #expect(throws: MailFailure.permanent(reply: Int(reply.prefix(3)) ?? 0)) { try await transport(to: peer).send(message()) }
        try await peer.close()
    }

    @Test(arguments: [("RCPT", "451 4.3.0 later"), (".", "452 4.3.1 full")])
    func `a receiver that is busy is asked again`(verb: String, reply: String) async throws {
        let peer = try await SMTPPeer.listen(replies: [verb: reply])
        let failure = await #expect(throws: MailFailure.self) { try await transport(to: peer).send(message()) }
        guard case .temporary(Int(reply.prefix(3)), _) = failure else { return #expect(Bool(false), "\(String(describing: failure))") }
        try await peer.close()
    }

    @Test func `a refused sign-in is the operator's to mend, not the letter's fault`() async throws {
        let peer = try await SMTPPeer.listen(replies: ["AUTH": "535 5.7.8 wrong"])
        let failure = await #expect(throws: MailFailure.self) {
            try await transport(to: peer) { ($0.user, $0.password) = ("chatelaine", "wrong") }.send(message())
        }
        guard case .temporary(535, 67) = failure else { return #expect(Bool(false), "\(String(describing: failure))") }
        try await peer.close()
    }

    @Test func `nobody there is a reason to try again`() async throws {
        let peer = try await SMTPPeer.listen()
        try await peer.close()
        await #expect(throws: MailFailure.temporary(reply: 0, code: 7)) { try await transport(to: peer).send(message()) }
    }

    @Test(arguments: ["http://example.com", "smtp://", "example.com", "file:///etc/passwd"])
    func `only mail servers are talked to`(url: String) {
        #expect(throws: SMTPTransport.UnknownScheme.self) { try SMTPTransport(.init(url: url)) }
    }

    private func transport(to peer: SMTPPeer, _ change: (inout SMTPTransport.Settings) -> Void = { _ in }) throws -> SMTPTransport {
        var settings = SMTPTransport.Settings(url: peer.url)
        settings.timeout = 10
        change(&settings)
        return try SMTPTransport(settings)
    }

    private func message(_ body: String = "Goedendag") throws -> MailMessage {
        let letter = try Letter(to: EmailAddress("sofie.peeters@example.com"), subject: "Uw toegang", body: body, language: .nl)
        let sender = MailMessage.Sender(name: "Chatelaine", address: try EmailAddress("no-reply@example.com"))
        return try MailMessage(letter, id: 7, from: sender, postedAt: Date(timeIntervalSince1970: 0))
    }
}

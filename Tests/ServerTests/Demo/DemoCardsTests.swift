import Foundation
import Standards
import Testing

@testable import Server

@Suite final class DemoCardsTests {
    static let now = Date(timeIntervalSince1970: 1_790_000_000)
    static let people: [DemoCards.Holder] = [
        ("79112399848", "Sofie", "Peeters", "sofie-peeters"), ("83021999892", "Hélène", "Renard", "helene-renard"),
    ]

    let directory = FileManager.default.temporaryDirectory.appending(path: "demo-cards-\(UUID().uuidString)")

    deinit { try? FileManager.default.removeItem(at: directory) }

    func open(_ people: [DemoCards.Holder] = people, at now: Date = now) throws -> DemoCards {
        try DemoCards.open(in: directory, people: people, at: now)
    }

    func identity(_ card: DemoCards.Card, of cards: DemoCards, at instant: Date = now) async throws -> EIDIdentity {
        let trust = try EIDTrust(pem: String(contentsOf: cards.authority, encoding: .utf8))
        return try await trust.identity(in: EIDCertificate(der: card.certificate), at: instant)
    }

    @Test func `each person's card says who they are`() async throws {
        let cards = try open()
        #expect(cards.cards.map(\.slug) == ["sofie-peeters", "helene-renard"])
        let identity = try await identity(cards.cards[1], of: cards)
        #expect(identity == EIDIdentity(surname: "Renard", givenNames: "Hélène", serialNumber: "83021999892", country: "BE"))
    }

    @Test func `the files are where they should be, and keys are their owner's`() throws {
        _ = try open()
        let folder = directory.appending(path: "demo-eid")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(
            names == [
                "ca.key.pem", "ca.pem", "helene-renard.crt.pem", "helene-renard.key.pem", "server.crt.pem", "server.key.pem", "sofie-peeters.crt.pem",
                "sofie-peeters.key.pem",
            ])
        for name in names where name.hasSuffix(".key.pem") {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    @Test func `opening again keeps what is there`() throws {
        let first = try open()
        let server = try Data(contentsOf: first.serverCertificate)
        let again = try open(at: Self.now + 86_400)
        #expect(again.cards == first.cards)
        #expect(try Data(contentsOf: again.serverCertificate) == server)
    }

    @Test func `a new person gets a card from the same authority`() async throws {
        let first = try open()
        let more = try open(Self.people + [("85050999768", "Jan", "Vermeulen", "jan-vermeulen")])
        #expect(Array(more.cards.prefix(2)) == first.cards)
        #expect(try await identity(more.cards[2], of: first).serialNumber == "85050999768")
    }

    @Test func `a card whose holder changed, or whose key was lost, is made anew`() async throws {
        let first = try open()
        let changed = try open([("79112399848", "Sofie", "De Smet", "sofie-peeters"), Self.people[1]])
        #expect(try await identity(changed.cards[0], of: changed).surname == "De Smet")
        #expect(changed.cards[1] == first.cards[1])
        try FileManager.default.removeItem(at: first.cards[1].keyFile)
        let restored = try open()
        #expect(restored.cards[1].certificate != first.cards[1].certificate)
        #expect(FileManager.default.fileExists(atPath: first.cards[1].keyFile.path))
    }

    @Test func `what was damaged, or has nearly ended, is made anew`() async throws {
        let first = try open()
        try Data("nonsense".utf8).write(to: first.authority)
        let second = try open()
        #expect(second.cards[0].certificate != first.cards[0].certificate)
        let later = Self.now + 5 * 365 * 86_400 - 86_400
        let third = try open(at: later)
        #expect(third.cards[0].certificate != second.cards[0].certificate)
        #expect(try await identity(third.cards[0], of: third, at: later).serialNumber == "79112399848")
    }

    @Test func `two people of one name have two cards, and none takes the authority's files`() async throws {
        let cards = try open([
            ("79112399848", "Sofie", "Peeters", "sofie"), ("85050999768", "Sofie", "Peeters", "sofie"), ("72100799784", "Ca", "Ca", "ca"),
        ])
        #expect(cards.cards.map(\.slug) == ["sofie", "sofie-2", "ca-2"])
        #expect(try await identity(cards.cards[1], of: cards).serialNumber == "85050999768")
    }

    @Test(arguments: ["", "../sofie", "a/b", "Sofie", "é", "a b"]) func `a slug that is no file name is refused`(slug: String) {
        #expect(throws: DemoCards.UnusableSlug(slug: slug)) { try open([("79112399848", "Sofie", "Peeters", slug)]) }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
    func `OpenSSL accepts the cards for signing in and the server's certificate for its addresses`() throws {
        let cards = try open(at: Date())
        let card = try #require(cards.cards.first)
        #expect(try openSSL("verify", "-x509_strict", "-CAfile", cards.authority.path, "-purpose", "sslclient", card.certificateFile.path) == 0)
        for address in [["-verify_hostname", "localhost"], ["-verify_ip", "127.0.0.1"], ["-verify_ip", "::1"]] {
            let arguments = ["verify", "-x509_strict", "-CAfile", cards.authority.path, "-purpose", "sslserver"] + address
            #expect(try openSSL(arguments + [cards.serverCertificate.path]) == 0)
        }
        #expect(try openSSL("verify", "-CAfile", cards.authority.path, "-purpose", "sslserver", card.certificateFile.path) != 0)
    }

    func openSSL(_ arguments: String...) throws -> Int32 { try openSSL(arguments) }

    func openSSL(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}

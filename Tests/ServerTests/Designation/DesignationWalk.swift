import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// What the designation tests do over and over: fill in, confirm, and look at the rows.
struct DesignationWalk {
    let test: TestHouse

    static let own = [("ownEmail", "office@tournesol.example.com"), ("ownPhone", "+32 4 111 11 11")]
    static let other = [("email", "keys@tournesol.example.com"), ("phone", "+32 4 222 22 22")]

    /// Midnight UTC of a day written `2026-01-05`.
    static func day(_ text: String) throws -> Date { try Date("\(text)T00:00:00Z", strategy: .iso8601) }

    static func form(_ entity: Entity) -> String { Address.designationForm(entity.number) }

    static func myself() -> [(String, String)] { [("who", "myself")] + own }

    static func another(_ person: Person, names: Bool = false) -> [(String, String)] {
        let names = names ? [("givenName", person.givenName?.text ?? ""), ("familyName", person.familyName.text)] : []
        return [("who", "other"), ("number", person.ssin.digits)] + names + other + own
    }

    /// Posts fields that are put together at run time, with the browser's own proof.
    func post(_ path: String, _ fields: [(String, String)], in browser: Browser) async throws -> Browser.Page {
        if browser.cookie("chatelaine-browser") == nil { _ = try await browser.get(Address.designation()) }
        let proof = Secret.csrf(for: browser.cookie("chatelaine-browser") ?? "", key: test.house.settings.formKey)
        let pairs = ([("_csrf", proof)] + fields).map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }
        return try await browser.post(path, raw: pairs.joined(separator: "&"))
    }

    private static func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }

    /// Saves a draft and gives the address of its confirmation page.
    func save(_ fields: [(String, String)], for entity: Entity, in browser: Browser) async throws -> String {
        let answer = try await post(Self.form(entity), fields, in: browser)
        #expect(answer.status == .seeOther, "\(answer.body)")
        return try #require(answer.location)
    }

    /// What the confirmation page's own form would send.
    func confirm(_ path: String, seen chief: Holding? = nil, in browser: Browser) async throws -> Browser.Page {
        try await browser.post(path, ["chief": chief?.assignment.id.description ?? "", "declaration": "on"])
    }

    func chief(of entity: Entity) async throws -> Holding? { try await test.house.read { tx in try tx.chief(of: entity.id) } }

    func roles(of person: Person, in entity: Entity) async throws -> [Role] {
        let now = test.clock.now
        return try await test.house.read { tx in try tx.roles(of: person.id, in: entity.id, at: now).map(\.role) }
    }

    func acts() async throws -> Int64 { try await test.house.read { tx in try tx.ledgerHead().size } }

    func person(_ ssin: SSIN) async throws -> Person? {
        return try await test.house.read { tx in try tx.person(ssin) }
    }

    func letters() async throws -> [String] {
        try await test.house.read { tx in try tx.rows("SELECT recipient, subject FROM letters ORDER BY recipient") { try $0.text("recipient") } }
    }

    func endFunctions(in entity: Entity, on day: Date) async throws {
        try await test.house.write { tx in _ = try tx.keep(["held_until": day.bound], in: .legalFunctions, where: "entity = \(entity.id)") }
    }

    func give(_ person: Person, _ kind: FunctionKind, in entity: Entity, from: Date) async throws {
        let function = LegalFunction(id: .init(rawValue: test.house.newID()), person: person.id, entity: entity.id, kind: kind, from: from)
        try await test.house.write { tx in try tx.add(function) }
    }

    func words(_ key: String, _ values: [String: String] = [:]) -> String {
        test.house.pages.texts.say(key, values, in: .en).replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "\"", with: "&quot;")
            .replacingOccurrences(of: "'", with: "&#39;")
    }
}

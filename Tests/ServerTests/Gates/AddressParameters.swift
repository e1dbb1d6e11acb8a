import Foundation
import Rules
import Sample
import Storage
import Synchronization
import Testing
import Web

@testable import Server

/// Fills in the `:parameters` of any address: with what is there, with what is another's, or with what never was. A parameter that a new
/// route brings has to be taught here once.
struct AddressParameters: Sendable {
    enum Kind: CaseIterable, Sendable {
        /// Of the entity and quality that the test is about.
        case own
        /// Of another quality of the same entity.
        case elsewhere
        /// Of another entity.
        case foreign
        case nowhere
    }

    let house: GateHouse
    let visitor: GateVisitor

    init(house: GateHouse, visitor: GateVisitor) { (self.house, self.visitor) = (house, visitor) }

    private var test: TestHouse { house.test }
    private var preparedActs: PreparedActs { PreparedActs(test: house.test) }

    /// Of what is only read, one of each kind serves for all addresses.
    private let read = ReadValues()

    /// The path, with everything of ours but one parameter.
    /// - Parameter isRead: what is there is not changed by what is asked of it, so that it need not be made anew.
    func path(_ address: Address, _ parameter: String? = nil, as kind: Kind = .own, isRead: Bool = false) async throws -> String {
        var path = address.pattern
        for name in address.parameters {
            let kind = name == parameter ? kind : .own
            let key = "\(name) \(kind) \(role(address)) \(address.parameters.contains("quality"))"
            let value = if isRead, let known = read[key] { known } else { try await value(of: name, in: address, as: kind) }
            if isRead { read[key] = value }
            path = path.replacingOccurrences(of: ":\(name)", with: value)
        }
        return path
    }

    private func value(of parameter: String, in address: Address, as kind: Kind) async throws -> String {
        switch (parameter, kind) {
        case ("file", _): return kind == .own ? "style.css" : "nowhere.css"
        case ("entity", .own), ("entity", .elsewhere): return GateHouse.entity.number.digits
        case ("entity", .foreign): return GateHouse.foreignEntity.number.digits
        case ("entity", .nowhere): return "0999999823"
        case ("quality", _): return qualityThere(kind).map { "\($0.id)" } ?? "987654321"
        case ("user", .nowhere), ("coChief", .nowhere), ("draft", .nowhere), ("act", .nowhere): return "987654321"
        case ("act", _): return "\(try await act(kind))"
        case ("user", _): return "\(try await user(kind))"
        case ("application", _): return try application(kind)
        case ("coChief", _): return "\(try await coChief(kind))"
        case ("draft", _): return "\(try await draft(address, kind))"
        case ("number", _): return try ticket(address, kind)
        default:
            Issue.record("teach AddressParameters what :\(parameter) is in \(address.pattern)")
            return "1"
        }
    }

    private func qualityThere(_ kind: Kind) -> Quality? {
        switch kind {
        case .own: house.here
        case .elsewhere: house.other
        case .foreign: house.foreign
        case .nowhere: nil
        }
    }

    private func place(_ kind: Kind) -> (Entity, Person) {
        switch kind {
        case .own, .nowhere: (GateHouse.entity, visitor.person == Town.claire ? Town.claire : Town.sofie)
        case .elsewhere: (GateHouse.entity, Town.helene)
        case .foreign: (GateHouse.foreignEntity, Town.karl)
        }
    }

    /// Someone fresh each time, known nowhere else, so that one request does not spoil the next.
    private func fresh() async throws -> Person {
        let (house, now) = (test.house, test.clock.now)
        return try await house.write { tx in
            let number = try 900_101_000 + tx.count("SELECT COUNT(*) FROM people")
            let person = Person(
                id: .init(rawValue: house.newID()), ssin: try SSIN("\(number * 100 + 97 - number % 97)"), givenName: try PersonName("Robin"),
                familyName: try PersonName("Verbeke"), title: nil, language: .nl, email: try EmailAddress("robin@example.com"))
            try tx.add(person)
            try tx.openAccount(UserName("robin\(number)"), password: "", mustChange: false, for: person.id, at: now)
            return person
        }
    }

    private func user(_ kind: Kind) async throws -> Assignment.ID {
        let ((entity, manager), person) = (place(kind), try await fresh())
        let quality = try #require(qualityThere(kind))
        let application = try #require(Town.catalogue[quality.domain]?.applications.first?.code)
        try await preparedActs.register(person, [application], of: quality.domain, in: entity, by: manager)
        return try #require(try await test.house.read { tx in try tx.holding(of: person.id, in: quality.id) }).assignment.id
    }

    /// Whatever is none of this quality's leads nowhere, in whichever it is one.
    private func application(_ kind: Kind) throws -> String {
        let here = try #require(Town.catalogue[house.here.domain])
        guard let there = qualityThere(kind), kind != .own else { return kind == .own ? "\(try #require(here.applications.first).code)" : "nowhere" }
        let others = Town.catalogue.domains.filter { $0.code != there.domain }.flatMap(\.applications)
        return "\(try #require(others.first { here.application($0.code) == nil }).code)"
    }

    /// The act that registered somebody.
    private func act(_ kind: Kind) async throws -> Act.ID {
        let user = try await user(kind)
        let found = try await test.house.read { tx in
            try tx.row("SELECT opened_by FROM assignments WHERE id = \(user)") { Act.ID(rawValue: try $0.integer("opened_by")) }
        }
        return try #require(found)
    }

    /// For `elsewhere` a co-manager of the same entity, who is none of its co-chiefs.
    private func coChief(_ kind: Kind) async throws -> Assignment.ID {
        let ((entity, manager), person) = (place(kind), try await fresh())
        if kind == .elsewhere {
            try await preparedActs.appointCoManager(person, of: house.other.domain, in: entity, by: manager)
        } else {
            try await preparedActs.appointCoChief(person, of: entity, by: kind == .foreign ? Town.ingrid : manager)
        }
        return try #require(try await test.house.read { tx in try tx.holdings(of: person.id).first }).assignment.id
    }

    /// What a page registers somebody as.
    private func role(_ address: Address) -> Role {
        let parts = address.pattern.split(separator: "/")
        if parts.contains("co-chiefs") { return .coChief }
        return parts.contains("co-managers") ? .coManager : parts.contains("manager") ? .manager : .user
    }

    /// A draft of the kind that the address is about.
    private func draft(_ address: Address, _ kind: Kind) async throws -> Key<DraftRow> {
        let (entity, manager) = place(kind)
        if address.parameters.contains("quality") {
            let quality = try #require(qualityThere(kind))
            let application = try #require(Town.catalogue[quality.domain]?.applications.first?.code)
            return try await preparedActs.saveDraft(
                of: try await fresh().ssin, [application], of: quality.domain, in: entity, by: manager, as: role(address))
        }
        // A designation is its author's own: for `elsewhere` another author's, for `foreign` one for another entity.
        let author = kind == .elsewhere ? Town.thomas : visitor.person ?? Town.thomas
        let (id, house, now): (Key<DraftRow>, House, Date) = (.init(rawValue: test.house.newID()), test.house, test.clock.now)
        if role(address) == .coChief {
            let content = UserDraft(
                ssin: try await fresh().ssin, details: .untouched, userName: nil, applications: [], password: nil, savedBy: author.id, shown: nil,
                role: .coChief)
            try await house.write { tx in try tx.save(draft: content, id: id, entity: entity.id, author: author.id, at: now) }
            return id
        }
        let form = Form([
            "who": ["other"], "number": [Town.amelie.ssin.digits], "email": ["a@example.com"], "phone": ["+32 4 222 22 22"],
            "ownEmail": ["b@example.com"], "ownPhone": ["+32 4 111 11 11"],
        ])
        try await house.write { tx in
            try tx.save(draft: DesignationDraft(kept: form), id: id, entity: entity.id, author: author.id, at: now)
        }
        return id
    }

    /// What leads from a national number to the form: sealed for one visitor, one role and one quality or entity.
    private func ticket(_ address: Address, _ kind: Kind) throws -> String {
        guard let quality = qualityThere(kind) else { return "nowhere" }
        let role = role(address)
        let place = role == .coChief ? "\(quality.entity)" : "\(quality.id)"
        let text = "\(test.house.newID()) \(Town.amelie.ssin.digits)"
        let visitor = kind == .elsewhere ? Town.thomas.id : visitor.person?.id ?? Town.thomas.id
        let sealed = try test.house.sealer.seal(text, purpose: "new-\(role.rawValue) \(place) \(visitor)")
        return Data(sealed).base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}

/// What stood in addresses that were only read.
private final class ReadValues: Sendable {
    private let values = Mutex<[String: String]>([:])

    subscript(_ key: String) -> String? {
        get { values.withLock { $0[key] } }
        set { values.withLock { $0[key] = newValue } }
    }
}

extension Address {
    /// The path with any texts for its variable parts, also with what none of them is.
    func path(_ texts: String...) -> String {
        zip(parameters, texts).reduce(pattern) { path, part in path.replacingOccurrences(of: ":\(part.0)", with: part.1) }
    }
}

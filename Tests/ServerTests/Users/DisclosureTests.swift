import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Synchronization
import Testing

@testable import Server
@testable import Web

/// Whoever sees a national number of somebody else in full is on record; whoever sees a masked one, or their own, is not.
@Suite struct DisclosureTests {
    private struct Seen: Hashable {
        let viewer: Person.ID
        let role: Role
        let subject: Person.ID?
        let people: Int
        let page: Disclosure.Page
    }

    /// What has been recorded since this was asked last.
    private func recorded(_ test: TestHouse) async throws -> [Disclosure] {
        try await test.house.disclosures.write()
        return try await test.house.write { tx in
            var found: [Disclosure] = []
            try tx.eachDisclosure(in: nil, about: nil, since: nil) { disclosure, _ in found.append(disclosure) }
            try tx.forgetDisclosures(before: .distantFuture)
            return found
        }
    }

    private func seen(_ test: TestHouse) async throws -> [Seen] {
        try await recorded(test).map { Seen(viewer: $0.viewer, role: $0.role, subject: $0.subject, people: $0.people, page: $0.page) }
    }

    /// Numbers in full, but for the reader's own.
    private func numbers(in page: Browser.Page, but own: Person?) -> Int {
        page.body.matches(of: /\d\d\.\d\d\.\d\d-\d\d\d\.\d\d/).count { String($0.output) != own?.ssin.formatted }
    }

    @Test(arguments: GateVisitor.all)
    func `on every page, everybody sees as many numbers in full as are recorded of them`(_ visitor: GateVisitor) async throws {
        let house = try await GateHouse.open(for: visitor)
        let (addressParameters, browser) = (AddressParameters(house: house, visitor: visitor), try await house.browser(for: visitor))
        var pages: Set<String> = []
        for route in Features.routes where route.method == .get && route.format == .pages {
            let path = try await addressParameters.path(route.address)
            let shown = numbers(in: try await browser.get(path), but: visitor.person)
            let recorded = try await recorded(house.test)
            #expect(recorded.reduce(0) { $0 + $1.people } == shown, "\(visitor.name): \(path)")
            for disclosure in recorded {
                #expect(disclosure.viewer == visitor.person?.id && disclosure.entity == GateHouse.entity.id)
                #expect(visitor.roles.contains(disclosure.role) && !visitor.isBlocked)
                pages.insert(disclosure.page.rawValue)
            }
        }
        if visitor.roles.contains(.coManager), !visitor.isElsewhere, !visitor.isBlocked {
            #expect(pages == ["user-list", "user-export", "user", "user-form", "user-draft"])
        }
    }

    @Test func `a manager's looks at the list, a user, a registration and the table are recorded with their page`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        func by(_ page: Disclosure.Page, _ subject: Person.ID?, _ people: Int = 1) -> Seen {
            Seen(viewer: Town.jan.id, role: .manager, subject: subject, people: people, page: page)
        }
        let below = numbers(in: try await jan.get(walk.path(.users)), but: Town.jan)
        #expect(below > 10)
        #expect(try await seen(walk.test) == [by(.userList, nil, below)])
        _ = try await jan.get(walk.path(.user, try await walk.user(Town.fatima)))
        #expect(try await seen(walk.test) == [by(.user, Town.fatima.id)])
        let form = try await walk.form(for: Town.amelie.ssin.digits, in: jan)
        #expect(try await seen(walk.test) == [])
        _ = try await jan.get(form)
        let draft = try await walk.save(form, UsersWalk.amelie, in: jan)
        _ = try await jan.get(draft)
        #expect(try await seen(walk.test) == [by(.userForm, Town.amelie.id), by(.userDraft, Town.amelie.id)])
        let unknown = try await walk.save(walk.form(for: Town.marieCollard.ssin.digits, in: jan), UsersWalk.marie(), in: jan)
        _ = try await jan.get(unknown)
        #expect(try await seen(walk.test) == [by(.userDraft, nil)])
        _ = try await jan.get(walk.path(.usersExport))
        #expect(try await seen(walk.test).map(\.people).reduce(0, +) == below)
    }

    @Test func `a number that is masked, or one's own, is not recorded`() async throws {
        let walk = try await UsersWalk.demo()
        let (pieter, sofie) = (try await walk.test.signedIn(Town.pieter), try await walk.test.signedIn(Town.sofie))
        for person in [Town.jan, Town.pieter] { _ = try await pieter.get(walk.path(.user, try await walk.user(person))) }
        _ = try await pieter.get("/me")
        let manager = Address.qualityManager(walk.entity.number, walk.quality.id)
        let again = try await sofie.submit(manager, ["who": "chief", "step": "summary"])
        #expect(again.body.contains(Town.sofie.ssin.formatted))
        #expect(try await seen(walk.test) == [])
    }

    @Test func `a summary that names a manager, a co-manager or a chief is recorded`() async throws {
        let walk = try await UsersWalk.demo()
        let sofie = try await walk.test.signedIn(Town.sofie)
        func by(_ page: Disclosure.Page, _ subject: Person.ID?, as role: Role = .chief) -> Seen {
            Seen(viewer: Town.sofie.id, role: role, subject: subject, people: 1, page: page)
        }
        let path = Address.quality(walk.entity.number, walk.quality.id)
        let coChiefs = Address.newCoChief(walk.entity.number)
        for (number, page) in [
            ("\(path)/manager", Disclosure.Page.managerSummary), ("\(path)/co-managers", .coManagerSummary), (coChiefs, .coChiefSummary),
        ] {
            let known = try await sofie.submit(number, ["who": "other", "ssin": Town.lucas.ssin.digits])
            #expect(known.body.contains(Town.lucas.ssin.formatted))
            #expect(try await seen(walk.test) == [by(.userForm, Town.lucas.id)])
            let form = try #require(try await sofie.post(number, ["who": "other", "ssin": Town.marieCollard.ssin.digits]).location)
            _ = try await sofie.submit(form, UsersWalk.marie())
            #expect(try await seen(walk.test) == [by(page, nil)])
        }
        let designation = DesignationWalk(test: walk.test)
        let draft = try await designation.save(DesignationWalk.another(Town.jan), for: Town.deLinde, in: sofie)
        _ = try await sofie.get(draft)
        #expect(try await seen(walk.test) == [by(.designation, Town.jan.id, as: .representative)])
    }

    @Test func `a co-chief who gives a quality back to the chief does not see the chief's number`() async throws {
        let walk = try await UsersWalk.demo()
        try await PreparedActs(test: walk.test).appointCoChief(Town.marc, of: Town.deLinde, by: Town.sofie)
        let marc = try await walk.test.signedIn(Town.marc)
        let page = try await marc.submit(Address.qualityManager(walk.entity.number, walk.quality.id), ["who": "chief", "step": "summary"])
        #expect(page.body.contains(Town.sofie.ssin.masked) && !page.body.contains(Town.sofie.ssin.formatted))
        #expect(try await seen(walk.test) == [])
    }

    @Test func `when many wait, the request that made the last of them writes them all`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let path = walk.path(.user, try await walk.user(Town.fatima))
        _ = try await jan.get(path)
        let one = try #require(try await recorded(walk.test).first)
        for id in 0..<Int64(Disclosures.most - 1) { walk.test.house.disclosures.add(one.copy(id: id)) }
        #expect(try await written(walk.test) == 0)
        _ = try await jan.get(path)
        #expect(try await written(walk.test) == Disclosures.most)
    }

    @Test func `a page that could not be put on record is not shown, and nothing is lost`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let path = walk.path(.user, try await walk.user(Town.fatima))
        _ = try await jan.get(path)
        let one = try #require(try await recorded(walk.test).first)
        // Two of one key: the database takes none of them.
        for _ in 0..<Disclosures.most { walk.test.house.disclosures.add(one) }
        let page = try await jan.get(path)
        #expect(page.status.code >= 500 && !page.body.contains(Town.fatima.ssin.formatted))
        await #expect(throws: (any Error).self) { try await walk.test.house.disclosures.write() }
        // What shows no number is answered all the same.
        for path in ["/live", "/help", "/me"] { #expect(try await jan.get(path).status == .ok, "\(path)") }
    }

    @Test func `an auditor reads who saw whom, since when and where, by keys alone`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        _ = try await jan.get(walk.path(.users))
        _ = try await jan.get(walk.path(.user, try await walk.user(Town.fatima)), headers: [.requestID: "made-up-request"])
        try await walk.test.house.disclosures.write()
        let fatima = try await report(walk.test, person: Town.fatima.ssin.digits)
        #expect(fatima.count == 2 && fatima[0].hasPrefix("at,viewer,role,"))
        for cell in [
            "2026-03-02T09:00:00.000Z", "\(Town.jan.id)", "manager", "0999.999.130", "\(Town.fatima.id)", "user", "made-up-request",
        ] { #expect(fatima[1].split(separator: ",").contains(Substring(cell)), "\(cell)") }
        #expect(try await report(walk.test, person: "\(Town.jan.id)").count == 3)
        #expect(try await report(walk.test, entity: "0999.999.229").count == 1)
        #expect(try await report(walk.test, since: "2026-03-02").count == 3)
        #expect(try await report(walk.test, since: "2026-03-03").count == 1)
        for text in [Town.fatima.ssin.digits, Town.fatima.ssin.formatted, "Fatima"] { #expect(!fatima[1].contains(text)) }
        await #expect(throws: WrongOption.self) { try await report(walk.test, person: "Fatima") }
        await #expect(throws: WrongOption.self) { try await report(walk.test, entity: "0999.999.823") }
    }

    private func report(_ test: TestHouse, entity: String? = nil, person: String? = nil, since: String? = nil) async throws -> [String] {
        var options = Options()
        (options.data, options.database) = (test.data, "\(try test.database.url())")
        let lines = Lines()
        try await DisclosureReport(entity: entity, person: person, since: since, options).write(options) { lines.add($0) }
        return lines.all
    }

    private func written(_ test: TestHouse) async throws -> Int {
        try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM disclosures") }
    }
}

extension Disclosure {
    fileprivate func copy(id: Int64) -> Disclosure {
        Disclosure(
            id: id, at: at, viewer: viewer, role: role, authority: authority, entity: entity, quality: quality, subject: subject, people: people,
            page: page, request: request)
    }
}

private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

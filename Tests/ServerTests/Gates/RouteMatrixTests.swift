import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// Every route × everyone, with real ids, with ids of another quality and entity, and with ids that never were. The routes are read from the
/// server's own table, so a new one is asked too; what is expected comes from its gate and from MISSION's table (issue A §11).
@Suite struct RouteMatrixTests {
    @Test(arguments: GateVisitor.all)
    func `everyone gets what the table says, at every address`(_ visitor: GateVisitor) async throws {
        let house = try await GateHouse.open(for: visitor)
        let addressParameters = AddressParameters(house: house, visitor: visitor)
        // Read whole at start, and never again.
        try await house.test.house.decisions.load()
        house.test.database.scans.begin()
        let reader = try await house.browser(for: visitor)
        let routes = Features.routes.filter { $0.address != .signOut }
        // What is sent may end sessions, and a person has only so many: first everything is read.
        for route in routes.filter({ $0.method == .get }) + routes.filter({ $0.method != .get }) {
            let browser = route.method == .get ? reader : try await house.browser(for: visitor)
            let path = try await addressParameters.path(route.address, isRead: route.method == .get)
            let page = try await ask(browser, route, path)
            expect(page, from: route, visitor, house, at: path)
        }
        #expect(house.test.database.scans.statements == [], "an index is missing")
    }

    @Test(arguments: GateVisitor.signedIn)
    func `what belongs to others is answered like what never was`(_ visitor: GateVisitor) async throws {
        let house = try await GateHouse.open(for: visitor)
        let addressParameters = AddressParameters(house: house, visitor: visitor)
        // Nothing is done by any of this, so that one session asks it all.
        let (byCard, designating) = (try await house.browser(for: visitor), try await house.browser(for: visitor, assurance(visitor)))
        for route in Features.routes {
            guard case .power(let power) = route.gate else { continue }
            let browser = power == .designateChief ? designating : byCard
            for parameter in route.address.parameters where !isNamedToAll(parameter, power, visitor) {
                let never = try await ask(
                    browser, route, addressParameters.path(route.address, parameter, as: .nowhere, isRead: true))
                for kind in [AddressParameters.Kind.foreign, .elsewhere] where parameter != "entity" || kind == .foreign {
                    let path = try await addressParameters.path(route.address, parameter, as: kind, isRead: true)
                    let page = try await ask(browser, route, path)
                    // Another quality of the same entity is not hidden from whoever has a role in it.
                    if parameter == "quality", kind == .elsewhere {
                        #expect([.ok, .seeOther, .forbidden, .notFound, .unprocessableContent].contains(page.status), "\(route.method) \(path)")
                        continue
                    }
                    let isAllowed = visitor.may(power, inQuality: route.address.parameters.contains("quality"))
                    #expect(
                        page.status == (isAllowed || isGate(parameter) || visitor.roles.isEmpty ? .notFound : .forbidden), "\(route.method) \(path)")
                    let isSame = said(page) == said(never)
                    #expect(isSame, "\(route.method) \(path) tells what another does not")
                }
            }
        }
    }

    @Test(arguments: GateVisitor.all)
    func `no form is taken without its proof`(_ visitor: GateVisitor) async throws {
        let house = try await GateHouse.open(for: visitor)
        let (addressParameters, browser) = (AddressParameters(house: house, visitor: visitor), try await house.browser(for: visitor))
        let before = try await house.test.acts().count
        for route in Features.routes where route.method == .post && route.format == .pages {
            // The path is of nobody's making: nothing may be looked up before the proof.
            let path = try await addressParameters.path(route.address, route.address.parameters.last, as: .nowhere, isRead: true)
            if case .upload = route.takes {
                for proof in ["", String(repeating: "A", count: 43)] {
                    #expect(try await browser.upload(path, proof: proof).status == .forbidden, "\(path)")
                }
                continue
            }
            for body in ["", "_csrf=", "_csrf=\(String(repeating: "A", count: 43))"] {
                #expect(try await browser.post(path, raw: body).status == .forbidden, "\(path)")
            }
        }
        #expect(try await house.test.acts().count == before)
    }

    @Test func `a password is not enough to speak for an entity`() async throws {
        let visitor = try #require(GateVisitor.all.first { $0.person == Town.bart })
        let house = try await GateHouse.open(for: visitor)
        let (addressParameters, browser) = (AddressParameters(house: house, visitor: visitor), try await house.browser(for: visitor, .password))
        let routes = Features.routes.filter { $0.gate == .power(.designateChief) || $0.gate == .card }
        #expect(!routes.isEmpty)
        for route in routes {
            let page = try await ask(browser, route, addressParameters.path(route.address, isRead: true))
            #expect(page.status == .forbidden && page.body.contains(words("refusals.eIDNeeded.why", house.test)), "\(route.address.pattern)")
        }
    }

    @Test func `whoever must change a password does that first`() async throws {
        let visitor = try #require(GateVisitor.all.first { $0.person == Town.jan })
        let house = try await GateHouse.open(for: visitor)
        try await house.test.house.write { tx in _ = try tx.keep(["must_change": 1.bound], in: .accounts, where: "person = \(Town.jan.id)") }
        let (addressParameters, browser) = (AddressParameters(house: house, visitor: visitor), try await house.browser(for: visitor))
        for route in Features.routes {
            switch route.gate {
            case .open, .beforePasswordChange, .decisionKey, .operationsKey: continue
            case .signedIn, .card, .power:
                let page = try await ask(browser, route, addressParameters.path(route.address, isRead: true))
                #expect(page.status == .seeOther && page.location?.hasPrefix(Address.ownPassword()) == true, "\(route.address.pattern)")
            }
        }
    }

    // MARK: What is expected

    private func expect(_ page: Browser.Page, from route: Route, _ visitor: GateVisitor, _ house: GateHouse, at path: String) {
        let asked: Comment = "\(visitor.name): \(route.method) \(path) gave \(page.status)"
        switch route.gate {
        case .open: #expect(page.status.code < 500, asked)
        // Without a key it is shown to this machine alone, and these knock from nowhere.
        case .operationsKey: #expect(page.status == .notFound, asked)
        case .decisionKey: #expect(page.status == .unauthorized && page.headers[.wwwAuthenticate] == "Bearer", asked)
        case .signedIn, .card, .beforePasswordChange:
            if visitor.person == nil { return expectSignIn(page, route, asked) }
            #expect([.ok, .seeOther, .unprocessableContent].contains(page.status), asked)
        case .power(let power):
            if visitor.person == nil { return expectSignIn(page, route, asked) }
            if visitor.may(power, inQuality: route.address.parameters.contains("quality")) {
                #expect([.ok, .seeOther, .unprocessableContent].contains(page.status), asked)
            } else if power == .designateChief {
                // Who represents an entity is public: whoever comes with a card is told why not.
                #expect(page.status == .forbidden && page.body.contains(words("helpers.register", house.test)), asked)
            } else if visitor.roles.isEmpty {
                #expect(page.status == .notFound, asked)
            } else {
                #expect(page.status == .forbidden, asked)
                let roles = helpers(power, visitor).map { words("helpers.\($0.code)", house.test) }
                #expect((roles + namesOfHelpers(power, visitor)).contains(where: page.body.contains), asked)
            }
        }
    }

    private func expectSignIn(_ page: Browser.Page, _ route: Route, _ asked: Comment) {
        switch route.format {
        case .pages: #expect(page.status == .seeOther && page.location?.hasPrefix(Address.signIn()) == true, asked)
        case .documents: #expect(page.status == .unauthorized, asked)
        }
    }

    /// By name, whoever has the power in that place and stands above the visitor, who is never sent to themselves.
    private func namesOfHelpers(_ power: Power, _ visitor: GateVisitor) -> [String] {
        let cast = [(Role.representative, Town.bart), (.chief, Town.sofie), (.coChief, Town.marc), (.manager, Town.jan), (.coManager, Town.pieter)]
        let highest = visitor.roles.max() ?? .user
        return cast.filter { role, person in
            person.id != visitor.person?.id && (visitor.isBlocked ? role > highest : Powers.reach(role, power) != nil)
        }.map(\.1.name)
    }

    /// Who a refusal may send someone to.
    private func helpers(_ power: Power, _ visitor: GateVisitor) -> [Helper] {
        visitor.isBlocked ? [Refusal.blocked.helper] : [Refusal.notYourRole(power).helper, Refusal.anotherQuality(power).helper]
    }

    /// The gate itself looks these up, before any power is asked for.
    private func isGate(_ parameter: String) -> Bool { parameter == "entity" || parameter == "quality" }

    /// Without a card nobody is told of other entities; with a password alone, though, a representative is told to use the card.
    private func assurance(_ visitor: GateVisitor) -> Assurance { visitor.may(.designateChief, inQuality: false) ? .eID : .password }

    private func isNamedToAll(_ parameter: String, _ power: Power, _ visitor: GateVisitor) -> Bool {
        parameter == "entity" && power == .designateChief && assurance(visitor) == .eID
    }

    private func ask(_ browser: Browser, _ route: Route, _ path: String) async throws -> Browser.Page {
        try await browser.ask(route, path)
    }

    /// A page without what always differs: its own address, which its links to other languages repeat.
    private func said(_ page: Browser.Page) -> String {
        // By hand: patterns take a tenth of the time of these tests.
        let links = page.body.components(separatedBy: "href=\"").map { piece in
            let address = piece.prefix { $0 != "\"" }
            return address.range(of: "?language=").map { String(piece[$0.lowerBound...]) } ?? piece
        }
        let pieces = links.joined(separator: "href=\"").components(separatedBy: "return=")
        let others = pieces.dropFirst().map { String($0.drop { $0 == "%" || $0.isASCII && ($0.isLetter || $0.isNumber) }) }
        return ([pieces[0]] + others).joined(separator: "return=")
    }

    private func words(_ key: String, _ test: TestHouse) -> String {
        test.house.pages.texts.say(key, in: .en).replacingOccurrences(of: "'", with: "&#39;")
    }
}

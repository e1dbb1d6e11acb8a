import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// A session whose password was given by somebody of one entity, who may still know it: it sees nothing of any other entity, and changes nothing that is
/// the person's as a whole.
@Suite struct ConfinedSessionTests {
    /// Jan manages a quality of De Linde, where his password was given, and has become co-chief of Vennbahn since.
    private struct Scene {
        let house: GateHouse
        let addressParameters: AddressParameters
        var test: TestHouse { house.test }

        static func open() async throws -> Scene {
            let visitor = try #require(GateVisitor.all.first { $0.person == Town.jan })
            let house = try await GateHouse.open(for: visitor)
            try await PreparedActs(test: house.test).appointCoChief(Town.jan, of: GateHouse.foreignEntity, by: Town.ingrid)
            try await house.test.house.write { tx in try tx.confinePassword(of: Town.jan.id, to: GateHouse.entity.id) }
            return Scene(house: house, addressParameters: AddressParameters(house: house, visitor: visitor))
        }

        /// Everything that a confined session must leave as it is.
        func untouched() async throws -> [String] {
            return try await test.house.read { tx in
                let foreign = GateHouse.foreignEntity.id
                let acts = try tx.count("SELECT COUNT(*) FROM acts WHERE entity = \(foreign) OR subject = \(Town.jan.id)")
                let drafts = try tx.count(
                    "SELECT COUNT(*) FROM drafts WHERE entity = \(foreign) AND (confirmed_by IS NOT NULL OR discarded_at IS NOT NULL)")
                let sessions = try tx.count("SELECT COUNT(*) FROM sessions WHERE person = \(Town.jan.id) AND revoked_at IS NULL")
                let (person, account) = (try tx.person(Town.jan.id), try tx.account(of: Town.jan.id))
                return [
                    "\(acts) \(drafts) \(sessions)", person.map { "\($0.language) \($0.email?.text ?? "") \($0.phone?.text ?? "")" } ?? "",
                    account.map { "\($0.password) \(String(describing: $0.givenIn))" } ?? "", "\(try tx.contact(of: foreign).email?.text ?? "")",
                ]
            }
        }
    }

    private static func tells(_ page: Browser.Page) -> [String] {
        let foreign = GateHouse.foreignEntity
        return [foreign.name, foreign.number.formatted, foreign.number.digits, Town.ingrid.name].filter { text in
            page.body.contains(text) || page.headers[.location]?.contains(text) == true
        }
    }

    @Test func `no route shows it anything of another entity, nor changes anything there or of the person`() async throws {
        let scene = try await Scene.open()
        let browser = try await scene.test.signedIn(Town.jan, .password)
        let other = try await scene.test.signedIn(Town.jan, .eID)
        var asked = 0
        for route in Features.routes where route.format == .pages && route.address != .signOut {
            let kinds: [(String?, AddressParameters.Kind)] = [(nil, .own)] + route.address.parameters.map { ($0, .foreign) }
            for (parameter, kind) in kinds where parameter != "file" {
                let path = try await scene.addressParameters.path(route.address, parameter, as: kind)
                // Opening a page that ends a session would end these.
                let before = try await scene.untouched()
                let page = route.method == .get ? try await browser.get(path) : try await browser.post(path)
                #expect(Self.tells(page) == [], "\(route.method) \(path)")
                #expect(try await scene.untouched() == before, "\(route.method) \(path)")
                asked += 1
            }
        }
        #expect(asked > 80)
        #expect(try await other.get(Address.ownData()).status == .ok)
    }

    @Test func `another entity is answered like one that never was, whatever the person holds there`() async throws {
        let scene = try await Scene.open()
        let browser = try await scene.test.signedIn(Town.jan, .password)
        for number in [GateHouse.foreignEntity.number, Town.meuse.number, try EnterpriseNumber("0999999823")] {
            let page = try await browser.get(Address.entity(number))
            #expect(page.status == .forbidden && page.body.contains("choose a password of your own"), "\(number)")
            #expect(page.body.contains("return=%2Fme%2Fpassword"))
        }
    }

    @Test func `lists show its own entity, and say how to see the rest`() async throws {
        let scene = try await Scene.open()
        let browser = try await scene.test.signedIn(Town.jan, .password)
        for address in [Address.mine, .ownAccesses, .ownData] {
            let page = try await browser.get(address())
            #expect(page.status == .ok)
            #expect(page.body.contains("Only what concerns Zorghuis De Linde vzw is shown"), "\(address.pattern)")
            #expect(page.body.contains("return=%2Fme%2Fpassword"), "\(address.pattern)")
        }
        #expect(try await browser.get(Address.mine()).body.contains(Town.deLinde.number.formatted))
        let own = try await browser.get(Address.ownData())
        #expect(own.body.contains(Town.jan.familyName.text))
        for text in [Town.jan.email?.text, Town.jan.phone?.text].compactMap(\.self) { #expect(!own.body.contains(text)) }
        let whole = try await scene.test.signedIn(Town.jan, .eID)
        #expect(try await whole.get(Address.mine()).body.contains(GateHouse.foreignEntity.name))
        #expect(try await whole.get(Address.ownData()).body.contains(Town.jan.email?.text ?? "none"))
    }

    @Test func `addresses, telephone, language and other sessions are not its to change`() async throws {
        let scene = try await Scene.open()
        let browser = try await scene.test.signedIn(Town.jan, .password)
        let (other, before) = (try await scene.test.signedIn(Town.jan, .eID), try await scene.untouched())
        let saved = try await browser.post("/me", ["language": "de", "email": "thief@example.com", "secondEmail": "", "phone": "0470 11 22 33"])
        let ended = try await browser.post("/me/sessions")
        for page in [saved, ended] {
            #expect(page.status == .forbidden && page.body.contains("choose a password of your own"))
        }
        #expect(try await scene.untouched() == before)
        #expect(try await other.get(Address.mine()).status == .ok)
    }

    @Test func `it may change its password, which ends what was opened with the former one, and not what the card opened`() async throws {
        let scene = try await Scene.open()
        let browser = try await scene.test.signedIn(Town.jan, .password)
        let (thief, card) = (try await scene.test.signedIn(Town.jan, .password), try await scene.test.signedIn(Town.jan, .eID))
        let password = "sept clefs de laiton"
        let page = try await browser.post("/me/password", ["currentPassword": Town.password, "password": password, "passwordAgain": password])
        #expect(page.status == .seeOther)
        #expect(try await browser.get(Address.mine()).status == .ok)
        #expect(try await thief.get(Address.mine()).status == .seeOther)
        #expect(try await card.get(Address.mine()).status == .ok)
        #expect(try await !browser.get(Address.mine()).body.contains(GateHouse.foreignEntity.name))
    }

    @Test func `a form held for another entity is not given back to it`() async throws {
        let scene = try await Scene.open()
        let (house, now, former) = (scene.test.house, scene.test.clock.now, Secret.digest("a session that ended by itself"))
        func hold(_ entity: Entity) async throws -> String {
            let secret = Secret.random()
            let held = HeldForm(path: Address.entityContact(entity.number), values: ["email": ["typed@example.com"]])
            try await house.storage.write { tx in try tx.hold(held, under: Secret.digest(secret), for: Town.jan.id, in: former, at: now) }
            return "\(Address.resume())?held=\(secret)"
        }
        let browser = try await scene.test.signedIn(Town.jan, .password)
        let (foreign, own) = (try await hold(GateHouse.foreignEntity), try await hold(GateHouse.entity))
        let page = try await browser.get(foreign)
        #expect(page.status == .seeOther && page.location == Address.mine())
        #expect(try await browser.get(own).body.contains("typed@example.com"))
        #expect(try await scene.test.signedIn(Town.jan, .eID).get(foreign).body.contains("typed@example.com"))
    }
}

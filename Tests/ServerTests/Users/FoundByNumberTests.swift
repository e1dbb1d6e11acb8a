import HTTPTypes
import Rules
import Sample
import Testing
import Web

@testable import Server

/// Finding people by national number: those whose number one sees, and without a number in any address (MISSION M6, M9, P5).
@Suite struct FoundByNumberTests {
    /// Where people are looked for by number, with the field for it.
    private static let forms: [(address: TypedAddress<EnterpriseNumber, Quality.ID>, field: String)] = [
        (Address.users, "ssin"), (Address.qualitySearch, "ssin"), (Address.qualityHistory, "who"),
    ]

    private func found(_ person: Person, by browser: Browser, _ walk: UsersWalk) async throws -> [Bool] {
        var found: [Bool] = []
        for form in Self.forms {
            let page = try await browser.submit(walk.path(form.address), [(form.field, person.ssin.formatted), ("asked", "1")])
            #expect(page.status == .ok)
            found.append(form.field == "who" ? !page.body.contains(walk.words("history.none.filtered")) : page.body.contains(person.familyName.text))
        }
        return found
    }

    @Test func `somebody's number finds them for whoever sees it in full, and for nobody else`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, pieter) = (try await walk.test.signedIn(Town.jan), try await walk.test.signedIn(Town.pieter))
        #expect(try await found(Town.fatima, by: jan, walk) == [true, true, true])
        #expect(try await found(Town.fatima, by: pieter, walk) == [true, true, true])
        // A co-manager sees a manager's number masked: trying numbers must not tell it.
        #expect(try await found(Town.jan, by: pieter, walk) == [false, false, false])
        #expect(try await found(Town.pieter, by: jan, walk) == [true, true, true])
    }

    @Test(arguments: ["name", "givenName", "userName"])
    func `a number typed in another field finds its person, and stands in no address`(_ field: String) async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        for address in [Address.users, Address.qualitySearch] {
            for written in [Town.fatima.ssin.formatted, Town.fatima.ssin.digits] {
                let answer = try await jan.post(walk.path(address), [(field, written), ("asked", "1")])
                let location = try #require(answer.headers[.location])
                #expect(!location.contains(Town.fatima.ssin.digits.suffix(5)) && !location.contains("998"))
                let page = try await jan.get(location)
                #expect(page.body.contains(Town.fatima.familyName.text) && !page.body.contains("Claes"))
            }
        }
    }

    @Test func `a number that somebody wrote into an address is repeated in no link`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let digits = Town.fatima.ssin.digits
        for path in [walk.path(.users), walk.path(.qualitySearch), walk.path(.qualityHistory), "/me/history", "/me/history/views"] {
            for field in ["name", "givenName", "userName", "email", "ssin", "who", "type", "sort", "application", "quality", "act"] {
                let page = try await jan.get("\(path)?\(field)=\(digits)&asked=1")
                let links = page.body.matches(of: /(?:href|action)="([^"]*)"/).map { String($0.output.1) }
                #expect(!links.contains { $0.contains(digits) }, "\(path) \(field)")
            }
        }
    }
}

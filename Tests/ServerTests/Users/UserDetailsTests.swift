import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing

@testable import Server

@Suite struct UserDetailsTests {
    @Test func `language and e-mail addresses are changed, and nothing else`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let path = walk.path(.editUser, try await walk.user(Town.fatima))
        let wrong = try await jan.post(path, ["language": "fr", "email": "fatima@", "secondEmail": "f@local.example.com"])
        #expect(wrong.status == .unprocessableContent && wrong.body.contains("value=\"f@local.example.com\""))
        let done = try await jan.submit(path, ["language": "fr", "email": "fatima@example.com", "givenName": "Someone"])
        #expect(done.body.contains(walk.words("notices.named.userEdited", ["name": "Fatima El Amrani"])))
        let person = try #require(try await walk.found(Town.fatima.ssin)?.person)
        #expect(person.language == .fr && person.email?.text == "fatima@example.com" && person.givenName == Town.fatima.givenName)
        let same = try await jan.post(path, ["language": "fr", "email": "fatima@example.com"])
        #expect(same.body.contains(walk.words("refusals.nothingChanges.why")))
    }

    @Test func `a mistyped name is corrected by a manager, until a card or the register has said it`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, path) = (try await walk.test.signedIn(Town.jan), walk.path(.editUser, try await walk.user(Town.fatima)))
        #expect(try await jan.get(path).body.contains("id=\"familyName\"") == false)
        var typed = Town.fatima
        (typed.givenName, typed.familyName, typed.namedBy) = (try PersonName("Fatma"), try PersonName("Elamrani"), .manager)
        try await walk.test.house.write { [typed] tx in try tx.saveNames(of: typed) }
        #expect(try await jan.get(path).body.contains("value=\"Elamrani\""))
        let wrong = try await jan.post(
            path, ["familyName": String(repeating: "a", count: 201), "givenName": "", "language": "nl", "email": "fatima@example.com"])
        #expect(wrong.status == .unprocessableContent && wrong.body.contains("href=\"#familyName\""))
        let done = try await jan.submit(
            path, ["familyName": "El Amrani", "givenName": "Fatima", "language": "nl", "email": "fatima.elamrani@delinde.example.org"])
        #expect(done.body.contains(walk.words("notices.named.userEdited", ["name": "Fatima El Amrani"])) && done.body.contains("Fatima El Amrani"))
        #expect(try await walk.found(Town.fatima.ssin)?.person.namedBy == .manager)
        #expect(try await walk.test.house.read { tx in try tx.rosterIsTrue() })
        #expect(try await walk.test.acts().last?.code == .userEdited)
        for source in [NameSource.card, .register] {
            typed.namedBy = source
            try await walk.test.house.write { [typed] tx in try tx.saveNames(of: typed) }
            _ = try await jan.post(path, ["familyName": "Anders", "givenName": "", "language": "fr", "email": "\(source.rawValue)@example.com"])
            #expect(try await walk.found(Town.fatima.ssin)?.person.name == "Fatma Elamrani")
        }
    }

    @Test func `the former and the new addresses are told who changed them`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let path = walk.path(.editUser, try await walk.user(Town.fatima))
        _ = try await jan.post(path, ["language": "nl", "email": "fatima@example.com", "secondEmail": "f@example.org"])
        let letters = try await walk.letters()
        #expect(letters.map(\.recipient) == [Town.fatima.email?.text, "fatima@example.com", "f@example.org"])
        for letter in letters {
            #expect(letter.subject == walk.sentence("users.letters.addressesChanged.subject", [:], .nl))
            #expect(letter.body.contains("Jan Vermeulen") && letter.body.contains(Town.deLinde.name))
            #expect(!letter.body.contains("@") && !letter.body.contains("{"))
        }
        _ = try await jan.post(path, ["language": "fr", "email": "fatima@example.com", "secondEmail": "f@example.org"])
        #expect(try await walk.letters().count == 3, "another language is no other address")
    }
}

import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing

@testable import Server
@testable import Web

/// Of two who change the same thing at once, the second is told what the first changed, and keeps what they typed.
@Suite struct ChangedMeanwhileTests {
    /// The hidden fields of a page's form.
    private func was(_ page: Browser.Page) -> [(String, String)] {
        page.body.matches(of: /<input type="hidden" name="([^"]+)" value="([^"]*)">/).map { (String($0.1), String($0.2)) }
            .filter { $0.0 != "_csrf" }
    }

    private func post(_ browser: Browser, _ path: String, _ hidden: [(String, String)], _ typed: [(String, String)], _ test: TestHouse) async throws
        -> Browser.Page
    {
        let proof = Secret.csrf(for: browser.cookie("chatelaine-browser") ?? "", key: test.house.settings.formKey)
        func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
        let fields = [("_csrf", proof)] + hidden + typed
        return try await browser.post(path, raw: fields.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&"))
    }

    /// Two open the page; the first saves, the second is told, and saves again, knowingly.
    private func interleave(
        _ first: Browser, _ second: Browser, _ path: String, in test: TestHouse, by author: String, first one: [(String, String)],
        second other: [(String, String)], told: [String], _ kept: () async throws -> Bool
    ) async throws {
        let (hisPage, herPage) = (was(try await first.get(path)), was(try await second.get(path)))
        #expect(hisPage.count == herPage.count && !herPage.isEmpty)
        #expect(try await post(first, path, hisPage, one, test).status == .seeOther)
        let answer = try await post(second, path, herPage, other, test)
        #expect(answer.status == .conflict)
        #expect(answer.body.contains("Changed in the meantime") && answer.body.contains(author))
        for text in told { #expect(answer.body.contains(text), "\(text)") }
        for (_, value) in other where value.contains("@") { #expect(answer.body.contains("value=\"\(value)\""), "\(value)") }
        #expect(try await post(second, path, was(answer), other, test).status == .seeOther)
        #expect(try await kept())
    }

    @Test func `the contact data of an entity`() async throws {
        let test = try await TestHouse.demo()
        let (sofie, jan) = (try await test.signedIn(Town.sofie), try await test.signedIn(Town.sofie))
        try await interleave(
            sofie, jan, Address.entityContact(Town.deLinde.number), in: test, by: "Sofie Peeters",
            first: [("email", "een@delinde.example.org"), ("phone", "09 000 10 01")],
            second: [("email", "twee@delinde.example.org"), ("phone", "")],
            told: ["is now “een@delinde.example.org”", "you typed “twee@delinde.example.org”"]
        ) {
            try await test.house.read { tx in try tx.contact(of: Town.deLinde.id).email?.text == "twee@delinde.example.org" }
        }
    }

    @Test func `the e-mail address of a quality`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, sofie) = (try await walk.test.signedIn(Town.jan), try await walk.test.signedIn(Town.sofie))
        try await interleave(
            jan, sofie, Address.qualityContact(walk.entity.number, walk.quality.id), in: walk.test, by: "Jan Vermeulen",
            first: [("email", "een@example.org")], second: [("email", "twee@example.org")], told: ["is now “een@example.org”"]
        ) {
            try await walk.test.house.read { tx in try tx.email(of: walk.quality.id)?.text == "twee@example.org" }
        }
    }

    @Test func `a user's data, which they change themselves meanwhile`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, fatima) = (try await walk.test.signedIn(Town.jan), try await walk.test.signedIn(Town.fatima))
        let path = walk.path(.editUser, try await walk.user(Town.fatima))
        let page = was(try await jan.get(path))
        _ = try await fatima.post("/me", ["language": "de", "email": "eigen@example.org", "secondEmail": "", "phone": ""])
        let typed = [("language", "nl"), ("email", "fatima.elamrani@delinde.example.org"), ("secondEmail", "lokaal@example.org")]
        let answer = try await post(jan, path, page, typed, walk.test)
        #expect(answer.status == .conflict && answer.body.contains("Fatima El Amrani"))
        // What Jan left alone is as Fatima wants it; what he typed is kept.
        #expect(answer.body.contains("value=\"eigen@example.org\"") && answer.body.contains("value=\"lokaal@example.org\""))
        #expect(answer.body.contains("value=\"de\" selected"))
        let again = [("language", "de"), ("email", "eigen@example.org"), ("secondEmail", "lokaal@example.org")]
        #expect(try await post(jan, path, was(answer), again, walk.test).status == .seeOther)
        let person = try #require(try await walk.found(Town.fatima.ssin)?.person)
        #expect(person.email?.text == "eigen@example.org" && person.secondEmail?.text == "lokaal@example.org" && person.language == .de)
    }

    @Test func `my own data in two windows, and what a manager changes of them`() async throws {
        let walk = try await UsersWalk.demo()
        let (one, other) = (try await walk.test.signedIn(Town.fatima), try await walk.test.signedIn(Town.fatima))
        let (jan, path) = (try await walk.test.signedIn(Town.jan), walk.path(.editUser, try await walk.user(Town.fatima)))
        let page = was(try await one.get("/me"))
        #expect(try await jan.post(path, ["language": "nl", "email": "van.jan@example.org"]).status == .seeOther)
        let mine = [("language", "nl"), ("email", "van.mij@example.org"), ("secondEmail", ""), ("phone", "")]
        let answer = try await post(one, "/me", page, mine, walk.test)
        #expect(answer.status == .conflict && answer.body.contains("Jan Vermeulen") && answer.body.contains("value=\"van.mij@example.org\""))
        try await interleave(
            one, other, "/me", in: walk.test, by: "Fatima El Amrani",
            first: [("language", "en"), ("email", "een@example.org"), ("secondEmail", ""), ("phone", "")],
            second: [("language", "en"), ("email", "twee@example.org"), ("secondEmail", ""), ("phone", "")], told: ["you typed “twee@example.org”"]
        ) {
            try await walk.found(Town.fatima.ssin)?.person.email?.text == "twee@example.org"
        }
    }

    @Test func `what the other has made of it already is no difference`() async throws {
        let test = try await TestHouse.demo()
        let (one, other) = (try await test.signedIn(Town.fatima), try await test.signedIn(Town.fatima))
        let page = was(try await one.get("/me"))
        let typed = [("language", "en"), ("email", "een@example.org"), ("secondEmail", ""), ("phone", "")]
        #expect(try await post(other, "/me", was(other.get("/me")), typed, test).status == .seeOther)
        #expect(try await post(one, "/me", page, typed, test).status == .seeOther)
    }

    @Test func `a draft that two managers correct`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, pieter) = (try await walk.test.signedIn(Town.jan), try await walk.test.signedIn(Town.pieter))
        let draft = try await walk.save(walk.form(for: Town.marieCollard.ssin.digits, in: jan), UsersWalk.marie(), in: jan)
        func typed(_ email: String, _ application: String) -> [(String, String)] {
            UsersWalk.marie(password: "", email: email).filter { $0.key != "applications" }.map { ($0.key, $0.value) } + [
                ("applications", application)
            ]
        }
        try await interleave(
            pieter, jan, "\(draft)/edit", in: walk.test, by: "Pieter Claes", first: typed("een@example.org", "dimona"),
            second: typed("twee@example.org", "dmfa"), told: ["is now “een@example.org”", "you typed “twee@example.org”"]
        ) { true }
        // A summary that shows something else is not confirmed.
        let summary = was(try await pieter.get(draft))
        _ = try await jan.post("\(draft)/edit", UsersWalk.marie(password: "", email: "drie@example.org"))
        let acts = try await walk.acts()
        let refused = try await post(pieter, draft, summary, [], walk.test)
        #expect(refused.status == .conflict && refused.body.contains("Jan Vermeulen") && refused.body.contains("drie@example.org"))
        #expect(try await walk.acts() == acts)
        #expect(try await post(pieter, draft, was(refused), [], walk.test).status == .seeOther)
        #expect(try await walk.found(Town.marieCollard.ssin)?.person.email?.text == "drie@example.org")
    }

    @Test func `a form that was filled in anew does not undo what somebody else has made of its draft`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, pieter) = (try await walk.test.signedIn(Town.jan), try await walk.test.signedIn(Town.pieter))
        let form = try await walk.form(for: Town.marieCollard.ssin.digits, in: pieter)
        let draft = try await walk.save(form, UsersWalk.marie(email: "een@example.org"), in: pieter)
        _ = try await jan.post("\(draft)/edit", UsersWalk.marie(password: "", email: "twee@example.org"))
        let refused = try await pieter.post(form, UsersWalk.marie(password: "", email: "een@example.org"))
        #expect(refused.status == .conflict && refused.body.contains("twee@example.org") && refused.body.contains("Jan Vermeulen"))
        #expect(refused.body.contains("action=\"\(draft)/edit\""))
        // Whoever saved it last may go back and correct.
        _ = try await pieter.post("\(draft)/edit", UsersWalk.marie(password: "", email: "drie@example.org"))
        #expect(try await pieter.post(form, UsersWalk.marie(email: "vier@example.org")).location == draft)
    }

    @Test func `what has changed is told in the other language too, and nothing is saved unseen`() async throws {
        let test = try await TestHouse.demo()
        let (one, other) = (try await test.signedIn(Town.karl), try await test.signedIn(Town.karl))
        let shown = was(try await one.get("/me"))
        _ = try await other.post("/me", ["language": "de", "email": "neu@example.org", "secondEmail": "", "phone": ""])
        let typed = [("language", "de"), ("email", "anders@example.org"), ("secondEmail", ""), ("phone", "")]
        let refused = try await post(one, "/me", shown, typed, test)
        #expect(refused.status == .conflict && refused.body.contains("neu@example.org"))
        let switched = try await post(one, "/me?language=fr", was(refused), typed, test)
        #expect(switched.body.contains("<html lang=\"fr\">") && switched.body.contains("neu@example.org"))
        #expect(switched.body.contains("value=\"anders@example.org\""))
    }

    @Test(arguments: [Language.fr, .nl, .de]) func `who changed it and when is told in each language`(_ language: Language) async throws {
        let walk = try await UsersWalk.demo()
        let (jan, sofie) = (try await walk.test.signedIn(Town.jan), try await walk.test.signedIn(Town.sofie))
        let path = Address.qualityContact(walk.entity.number, walk.quality.id)
        let shown = was(try await jan.get(path))
        #expect(try await sofie.post(path, ["email": "een@example.org"]).status == .seeOther)
        let refused = try await post(jan, path, shown, [("email", "twee@example.org")], walk.test)
        #expect(refused.status == .conflict)
        let switched = try await post(jan, "\(path)?language=\(language.rawValue)", was(refused), [("email", "twee@example.org")], walk.test)
        let date = Formats.instant(walk.test.clock.now, in: language, walk.test.house.pages.texts)
        for page in [
            switched, try await post(jan, "\(path)?language=\(language.rawValue)", was(switched), [("email", "twee@example.org")], walk.test),
        ] {
            #expect(page.body.contains(walk.words("parts.meanwhile.by", ["date": date, "name": "Sofie Peeters"], language)))
        }
    }

    @Test func `in the other language nobody is said to have typed what the page itself filled in`() async throws {
        let test = try await TestHouse.demo()
        let (one, other) = (try await test.signedIn(Town.karl), try await test.signedIn(Town.karl))
        let shown = was(try await one.get("/me"))
        _ = try await other.post("/me", ["language": "de", "email": "neu@example.org", "secondEmail": "", "phone": ""])
        func typed(_ email: String) -> [(String, String)] { [("language", "de"), ("email", email), ("secondEmail", ""), ("phone", "087 00 00 99")] }
        let refused = try await post(one, "/me", shown, typed(try #require(Town.karl.email?.text)), test)
        #expect(refused.status == .conflict && refused.body.contains("value=\"neu@example.org\""))
        let switched = try await post(one, "/me?language=en", was(refused), typed("neu@example.org"), test)
        #expect(switched.body.contains("<html lang=\"en\">") && switched.body.contains("You had left it as it was"))
        #expect(!switched.body.contains("you typed “neu@example.org”"))
    }

    @Test func `a draft does not undo what its person has changed since`() async throws {
        let walk = try await UsersWalk.demo()
        // Of someone without a role here, nobody is shown or asked the addresses; Amélie is a user of another quality of the same chief.
        try await PreparedActs(test: walk.test).register(Town.amelie, ["insurability"], of: "care-home", in: Town.deLinde, by: Town.sofie)
        let sofie = try await walk.test.signedIn(Town.sofie)
        let form = try await walk.form(for: Town.amelie.ssin.digits, in: sofie)
        let email = Town.amelie.email?.text ?? ""
        let page = was(try await sofie.get(form))
        let typed = [("language", "fr"), ("email", email), ("secondEmail", ""), ("applications", "dimona")]
        let draft = try #require(try await post(sofie, form, page, typed, walk.test).location)
        var amelie = Town.amelie
        amelie.email = try EmailAddress("nouvelle@example.org")
        try await walk.test.house.write { [amelie] tx in try tx.saveContact(of: amelie) }
        #expect(try await sofie.get(draft).body.contains("nouvelle@example.org"))
        #expect(try await sofie.post(draft).status == .seeOther)
        #expect(try await walk.test.house.read { tx in try tx.person(Town.amelie.id)?.email?.text } == "nouvelle@example.org")
    }

    @Test func `applications that two managers tick at once are both given`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, pieter) = (try await walk.test.signedIn(Town.jan), try await walk.test.signedIn(Town.pieter))
        let path = walk.path(.userApplications, try await walk.user(Town.fatima))
        let page = was(try await jan.get(path))
        #expect(page.map(\.1) == ["", "dimona", "dmfa"])
        // Pieter takes Dimona and gives what Jan knows nothing of.
        _ = try await pieter.post(path, ["applications": "dmfa", "applications": "ecaro", "had": "dimona", "had": "dmfa", "step": "confirm"])
        #expect(try await walk.holding(Town.fatima)?.applications == ["dmfa", "ecaro"])
        // Jan takes DmfA, and leaves Dimona ticked, as it was shown to him.
        let shown = try await post(jan, path, page, [("applications", "dimona")], walk.test)
        let summary = try await jan.get(try #require(shown.location))
        #expect(summary.body.contains(walk.words("users.apps.changedMeanwhile")))
        #expect(summary.body.contains(walk.words("users.apps.givenMeanwhile")) && summary.body.contains(walk.words("users.apps.takenMeanwhile")))
        let confirmed = was(summary)
        #expect(confirmed.filter { $0.0 == "applications" }.map(\.1) == ["ecaro"])
        #expect(try await post(jan, path, confirmed, [("step", "confirm")], walk.test).status == .seeOther)
        #expect(try await walk.holding(Town.fatima)?.applications == ["ecaro"])
    }
}

import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

@Suite struct UserActsTests {
    @Test func `a user's page says since when, by whom, under which authority, with which applications`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan).get(walk.path(.user, try await walk.user(Town.fatima)))
        for text in ["Fatima El Amrani", "88.08.16-998.38", "fatimaelamrani", "Jan Vermeulen", "Sofie Peeters", "class=\"chain\""] {
            #expect(page.body.contains(text), "\(text)")
        }
        let dimona = try #require(walk.test.house.catalogue["nsso-employer"]?.application("dimona")?.labels[.en])
        #expect(page.body.contains(dimona))
        for address in [Address.editUser, .userApplications, .userPassword, .blockUser, .removeUser] {
            #expect(page.body.contains("href=\"\(walk.path(address, try await walk.user(Town.fatima)))\""), "\(address.pattern)")
        }
    }

    @Test func `the manager is shown without buttons, and takes no act of this feature; of a co-manager nothing is ticked`() async throws {
        let walk = try await UsersWalk.demo()
        let sofie = try await walk.test.signedIn(Town.sofie)
        let every = [Address.editUser, .userApplications, .userPassword, .blockUser, .unblockUser, .removeUser]
        for (person, addresses) in [(Town.jan, every), (Town.pieter, [.userApplications])] {
            let user = try await walk.user(person)
            let page = try await sofie.get(walk.path(.user, user))
            #expect(page.body.contains(walk.words("users.everyApplication")))
            for address in addresses {
                #expect(!page.body.contains(walk.path(address, user)), "\(address.pattern)")
                #expect(try await sofie.get(walk.path(address, user)).status == .notFound, "\(address.pattern)")
                #expect(try await sofie.post(walk.path(address, user), ["reason": "other"]).status == .notFound, "\(address.pattern)")
            }
        }
        #expect(try await walk.holding(Town.jan)?.isBlocked == false)
    }

    @Test func `a user of another quality leads nowhere`() async throws {
        let walk = try await UsersWalk.demo()
        let (sofie, user) = (try await walk.test.signedIn(Town.sofie), try await walk.user(Town.fatima))
        let qualities = try await walk.test.house.read { tx in try tx.qualities(of: Town.deLinde.id) }
        let other = try #require(qualities.first { $0.domain == "care-home" })
        for address in [Address.user, .editUser, .userApplications, .userPassword, .blockUser, .unblockUser, .removeUser] {
            for id in ["\(user)", "1", "x", "-1"] {
                #expect(
                    try await sofie.get(address.path(Town.deLinde.number.digits, "\(other.id)", id)).status == .notFound, "\(address.pattern) \(id)")
            }
        }
        #expect(try await sofie.post(Address.removeUser(Town.deLinde.number, other.id, user)).status == .notFound)
        #expect(try await walk.holding(Town.fatima) != nil)
    }

    @Test func `applications are given and taken once the summary is confirmed`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let path = walk.path(.userApplications, try await walk.user(Town.fatima))
        #expect(try await jan.get(path).body.contains("value=\"dimona\" checked"))
        let acts = try await walk.acts()
        let summary = try await jan.submit(path, ["applications": "dimona", "applications": "ecaro"])
        #expect(summary.status == .ok)
        #expect(summary.body.contains(walk.words("users.apps.given")) && summary.body.contains(walk.words("users.apps.taken")))
        #expect(try await walk.acts() == acts)
        let confirmed: KeyValuePairs = ["applications": "dimona", "applications": "ecaro", "had": "dimona", "had": "dmfa", "step": "confirm"]
        let done = try await jan.submit(path, confirmed)
        #expect(done.body.contains(walk.words("notices.named.userApplicationsChanged", ["name": "Fatima El Amrani"])))
        #expect(try await walk.holding(Town.fatima)?.applications == ["dimona", "ecaro"])
        #expect(try await walk.letters().last?.recipient == Town.fatima.email?.text)
        #expect(try await jan.post(path, confirmed).status == .seeOther)
        #expect(try await walk.acts() == acts + 1)
    }

    @Test func `going back from the summary keeps what was ticked`() async throws {
        let walk = try await UsersWalk.demo()
        let path = walk.path(.userApplications, try await walk.user(Town.fatima))
        let page = try await walk.test.signedIn(Town.jan).submit(path, ["applications": "ecaro", "step": "correct"])
        #expect(page.body.contains("value=\"ecaro\" checked") && !page.body.contains("value=\"dimona\" checked"))
    }

    @Test func `a confirmation of an outdated summary shows the summary anew`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, pieter) = (try await walk.test.signedIn(Town.jan), try await walk.test.signedIn(Town.pieter))
        let path = walk.path(.userApplications, try await walk.user(Town.fatima))
        _ = try await pieter.post(path, ["applications": "dimona", "had": "dimona", "had": "dmfa", "step": "confirm"])
        let page = try await jan.post(path, ["applications": "ecaro", "had": "dimona", "had": "dmfa", "step": "confirm"])
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains(walk.words("users.apps.changedMeanwhile")))
        #expect(try await walk.holding(Town.fatima)?.applications == ["dimona"])
    }

    @Test func `that nothing changes is no refusal, but an application of another domain is one`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let path = walk.path(.userApplications, try await walk.user(Town.fatima))
        let same = try await jan.submit(path, ["applications": "dimona", "applications": "dmfa"])
        #expect(same.status == .ok)
        #expect(same.body.contains(walk.words("refusals.nothingChanges.why")))
        #expect(!same.body.contains("class=\"refusal") && !same.body.contains("<title>\(walk.words("parts.error"))"))
        #expect(try await jan.post(path, ["applications": "insurability"]).status == .unprocessableContent)
    }

    @Test func `blocking asks a reason, keeps the applications, and tells the user`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, user) = (try await walk.test.signedIn(Town.jan), try await walk.user(Town.fatima))
        let path = walk.path(.blockUser, user)
        let unanswered = try await jan.post(path)
        #expect(unanswered.status == .unprocessableContent)
        #expect(unanswered.body.contains("href=\"#reason\""))
        let done = try await jan.submit(path, ["reason": "absence"])
        #expect(done.body.contains(walk.words("notices.named.userBlocked", ["name": "Fatima El Amrani"])))
        #expect(done.body.contains(walk.words("blockReasons.absence")))
        #expect(try await walk.holding(Town.fatima)?.block?.reason == .absence)
        #expect(try await walk.holding(Town.fatima)?.applications == ["dimona", "dmfa"])
        #expect(try await walk.letters().map(\.subject) == [walk.sentence("users.letters.blocked.subject", ["entity": Town.deLinde.name], .nl)])
        let twice = try await jan.post(path, ["reason": "absence"])
        #expect(twice.status == .unprocessableContent)
        #expect(twice.body.contains(walk.words("refusals.alreadyBlocked.why")))
        // Nothing is offered that is done already, but the way to the user.
        #expect(!twice.body.contains("name=\"reason\"") && !twice.body.contains(walk.words("users.consequences")))
        #expect(twice.body.contains("<a class=\"button\" href=\"\(walk.path(.user, user))\">"))

        let back = try await jan.submit(walk.path(.unblockUser, user))
        #expect(back.body.contains(walk.words("notices.named.userUnblocked", ["name": "Fatima El Amrani"])))
        #expect(try await walk.holding(Town.fatima)?.isBlocked == false)
        #expect(try await jan.post(walk.path(.unblockUser, user)).status == .unprocessableContent)
    }

    @Test func `removing says what ends, ends it, and may be followed by a new registration`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, user) = (try await walk.test.signedIn(Town.jan), try await walk.user(Town.fatima))
        let path = walk.path(.removeUser, user)
        let dmfa = try #require(walk.test.house.catalogue["nsso-employer"]?.application("dmfa")?.labels[.en])
        #expect(try await jan.get(path).body.contains(walk.words("users.remove.ends", ["application": dmfa])))
        let list = try await jan.submit(path)
        #expect(list.body.contains(walk.words("notices.named.userRemoved", ["name": "Fatima El Amrani"])) && list.body.contains(walk.members(13, 2)))
        #expect(try await walk.holding(Town.fatima) == nil)
        #expect(try await walk.letters().last?.subject == walk.sentence("users.letters.removed.subject", ["entity": Town.deLinde.name], .nl))
        let acts = try await walk.acts()
        #expect(try await jan.post(path).location == walk.path(.users))
        #expect(try await walk.acts() == acts)
        #expect(try await jan.get(walk.path(.user, user)).status == .notFound)

        let form = try await walk.form(for: Town.fatima.ssin.digits, in: jan)
        _ = try await jan.post(walk.save(form, ["language": "nl", "email": "fatima@example.com", "applications": "ecaro"], in: jan))
        #expect(try await walk.holding(Town.fatima)?.applications == ["ecaro"])
        #expect(try await walk.user(Town.fatima) != user)
    }

    @Test func `a new password ends the user's sessions and must be changed`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, fatima) = (try await walk.test.signedIn(Town.jan), try await walk.test.signedIn(Town.fatima))
        let path = walk.path(.userPassword, try await walk.user(Town.fatima))
        let refused = try await jan.post(path, ["password": "fatima-el-amrani", "passwordAgain": "fatima-el-amrani"])
        #expect(refused.status == .unprocessableContent && refused.body.contains("href=\"#password\""))
        let differs = try await jan.post(path, ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bomen"])
        #expect(differs.body.contains("href=\"#passwordAgain\""))
        let done = try await jan.submit(path, ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"])
        #expect(done.body.contains(walk.words("notices.named.userPasswordSet", ["name": "Fatima El Amrani"])))
        let account = try #require(try await walk.found(Town.fatima.ssin)?.account)
        #expect(account.mustChange)
        #expect(try await walk.test.house.passwords.verify("zeven-bruine-bonen", against: account.password))
        #expect(try await fatima.get(Address.mine()).status == .seeOther)
        let acts = try await walk.acts()
        // The same again is done again: what was typed is never held against the password there is.
        #expect(try await jan.post(path, ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"]).status == .seeOther)
        #expect(try await walk.acts() == acts + 1)
        #expect(try await walk.letters().last?.body.contains("zeven") == false)
    }

    @Test func `nobody sets a password for someone without an account, or who stands elsewhere`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        for (person, refusal) in [(Town.amelie, Refusal.accountMissing), (Town.helene, .knownElsewhere)] {
            let form = try await walk.form(for: person.ssin.digits, in: jan)
            _ = try await jan.post(walk.save(form, ["language": "fr", "email": "a@example.com", "applications": "dimona"], in: jan))
            let user = try await walk.user(person)
            #expect(try await !jan.get(walk.path(.user, user)).body.contains(walk.path(.userPassword, user)))
            let page = try await jan.post(walk.path(.userPassword, user), ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"])
            // As for the page itself: whoever may not is told so before anything that was typed is looked at.
            #expect(page.status == .forbidden)
            #expect(page.body.contains(walk.words("refusals.\(refusal.code).why")))
        }
    }

    @Test func `a manager blocked in the meantime does nothing any more`() async throws {
        let walk = try await UsersWalk.demo()
        let pieter = try await walk.test.signedIn(Town.pieter)
        let (holding, clock, newID) = (try #require(try await walk.holding(Town.pieter)), walk.test.clock, walk.test.house.newID)
        try await walk.test.house.write { tx in
            let roles = try tx.roles(of: Town.jan.id, in: Town.deLinde.id, at: clock.now)
            let occasion = Occasion(acting: roles[0], at: clock.now, newID: { newID() })
            try tx.enact(holding.blocked(because: .absence, on: occasion))
        }
        #expect(try await pieter.post(walk.path(.removeUser, try await walk.user(Town.fatima))).status == .forbidden)
        #expect(try await walk.holding(Town.fatima) != nil)
    }

    @Test func `a button that would lead to a refusal is not there`() async throws {
        let walk = try await UsersWalk.demo()
        let careHome = UsersWalk(test: walk.test, entity: walk.entity, quality: try await walk.test.quality(walk.entity, "care-home"))
        let sofie = try await walk.test.signedIn(Town.sofie)
        let form = try await careHome.form(for: Town.fatima.ssin.digits, in: sofie)
        let typed: KeyValuePairs = ["language": "nl", "email": "fatima@example.com", "applications": "insurability"]
        _ = try await sofie.post(try await careHome.save(form, typed, in: sofie))

        let jan = try await walk.test.signedIn(Town.jan)
        let fatima = try await walk.user(Town.fatima)
        let page = try await jan.get(walk.path(.user, fatima))
        #expect(page.body.contains(walk.words("users.elsewhere")))
        for address in [Address.editUser, .userPassword] {
            #expect(try await jan.get(walk.path(address, fatima)).status == .forbidden, "\(address.pattern)")
            #expect(!page.body.contains(walk.path(address, fatima)), "\(address.pattern)")
            #expect(try await sofie.get(walk.path(.user, fatima)).body.contains(walk.path(address, fatima)), "\(address.pattern)")
        }
    }
}

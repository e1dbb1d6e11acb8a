import HTTPTypes
import Rules
import Sample
import Testing

@testable import Server

/// MISSION M7, M8, M14.
@Suite struct QualityManagersTests {
    @Test func `the page of a quality shows identifier, manager, co-managers and every application with its date`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let page = try await test.signedIn(Town.jan).get("/entities/0999999130/qualities/\(quality.id)")
        #expect(page.status == .ok)
        for expected in ["1999991-58", "Jan Vermeulen", "Pieter Claes", "5 January 2026"] { #expect(page.body.contains(expected), "\(expected)") }
        #expect(page.body.contains(Town.pieter.ssin.masked))
        #expect(!page.body.contains(Town.pieter.ssin.formatted))
    }

    @Test func `the chief replaces the manager by form, summary and confirmation, and both are told`() async throws {
        let walk = try await UsersWalk.demo()
        let (sofie, path) = (try await walk.test.signedIn(Town.sofie), walk.path(.qualityManager))
        let form = try #require(try await sofie.post(path, ["who": "other", "ssin": Town.lucas.ssin.digits]).location)
        #expect(try await sofie.get(form).body.contains("Martens"))
        let draft = try await walk.save(form, [:], in: sofie)
        let summary = try await sofie.get(draft)
        #expect(summary.body.contains(walk.words("staff.manager.effect", ["name": "Lucas Martens"])))
        #expect(summary.body.contains(walk.words("staff.manager.former", ["name": "Jan Vermeulen"])))
        #expect(try await walk.holding(Town.lucas) == nil)
        let done = try await sofie.submit(draft)
        #expect(done.body.contains("The Access Manager has been replaced: it is now Lucas Martens."))
        let again = try await sofie.submit(draft)
        #expect(again.status == .ok && again.body.contains("Lucas Martens"))
        #expect(try await walk.test.acts().count { $0.code == .managerReplaced && $0.at == walk.test.clock.now } == 1)
        #expect(try await walk.test.signedIn(Town.jan).get(walk.path(.quality)).status == .notFound)
        let letters = try await walk.letters()
        let (told, lucas) = (
            walk.sentence("staff.letters.registered.subject", ["entity": walk.entity.name], Town.lucas.language), Town.lucas.email?.text
        )
        #expect(letters.contains { $0.recipient == lucas && $0.subject == told && $0.body.contains("Zorghuis De Linde") && !$0.body.contains("{") })
        let jan = try #require(Town.jan.email).text
        #expect(
            letters.contains {
                $0.recipient == jan && $0.subject == walk.sentence("staff.letters.removed.subject", ["entity": walk.entity.name], .nl)
            })
    }

    @Test func `the chief manages again`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let page = try await test.signedIn(Town.sofie).submit(
            "/entities/0999999130/qualities/\(quality.id)/manager", ["who": "chief", "step": "confirm"])
        #expect(page.body.contains("The Chief Access Manager manages this quality in person"))
    }

    @Test func `a manager may not replace themselves, and is told who can`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let page = try await test.signedIn(Town.jan).get("/entities/0999999130/qualities/\(quality.id)/manager")
        #expect(page.status == .forbidden)
        #expect(page.body.contains("<strong>Sofie Peeters</strong>") && page.body.contains("mailto:sofie.peeters@delinde.example.org"))
    }

    @Test func `whoever manages already is refused as soon as the number is typed`() async throws {
        let walk = try await UsersWalk.demo()
        let sofie = try await walk.test.signedIn(Town.sofie)
        let page = try await sofie.post(walk.path(.qualityManager), ["who": "other", "ssin": Town.jan.ssin.digits])
        #expect(page.status == .unprocessableContent && page.body.contains(walk.words("refusals.alreadyManager.why")))
        #expect(page.body.contains("name=\"who\""))
    }

    @Test func `a user who becomes co-manager stops being one, and what waits for them as a user is closed`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let form = try #require(try await jan.post(walk.path(.coManagers), ["ssin": Town.fatima.ssin.digits]).location)
        let draft = try await walk.save(form, ["language": "nl", "email": "fatima@example.com"], in: jan)
        let summary = try await jan.get(draft)
        #expect(summary.body.contains(walk.words("staff.co-manager.effect", ["name": "Fatima El Amrani"])))
        #expect(summary.body.contains(walk.words("staff.formerRole", ["name": "Fatima El Amrani"])))
        #expect(!summary.body.contains(walk.words("users.securedApplications")))
        // It stands on the page of the quality for whoever may confirm it, and for nobody else.
        #expect(try await jan.get(walk.path(.quality)).body.contains(draft))
        #expect(try await !walk.test.signedIn(Town.pieter).get(walk.path(.quality)).body.contains(draft))
        #expect(try await walk.test.signedIn(Town.pieter).get(draft).status == .forbidden)
        // As a user's it is not there.
        let id = try #require(draft.split(separator: "/").last.flatMap { Key<DraftRow>(String($0)) })
        #expect(try await jan.post(walk.path(.userDraft, id)).status == .notFound)
        let done = try await jan.submit(draft)
        #expect(done.body.contains("Fatima El Amrani has been added as co-Access Manager."))
        let held = try #require(try await walk.holding(Town.fatima))
        #expect(held.assignment.role == .coManager && held.grants.isEmpty)
        #expect(try await walk.letters().contains { $0.recipient == "fatima@example.com" && $0.body.contains("Co-toegangsbeheerder") })
    }

    @Test func `somebody unknown becomes co-manager with a user name and a password of their own`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let form = try #require(try await jan.post(walk.path(.coManagers), ["ssin": Town.marieCollard.ssin.digits]).location)
        #expect(try await jan.post(form, [:]).status == .unprocessableContent)
        let draft = try await walk.save(form, UsersWalk.marie(), in: jan)
        #expect(try await jan.submit(draft).body.contains("mariecollard"))
        let found = try #require(try await walk.found(Town.marieCollard.ssin))
        #expect(found.account?.userName == "mariecollard")
        #expect(try await walk.holding(found.person)?.assignment.role == .coManager)
        #expect(try await walk.test.verified().size > 0)
    }

    @Test func `a co-manager may not appoint another`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let page = try await test.signedIn(Town.pieter).post(
            "/entities/0999999130/qualities/\(quality.id)/co-managers", ["ssin": Town.lucas.ssin.digits, "step": "confirm"])
        #expect(page.status == .forbidden)
    }

    @Test func `the manager cannot be appointed co-manager`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let page = try await test.signedIn(Town.sofie).submit(
            "/entities/0999999130/qualities/\(quality.id)/co-managers", ["ssin": Town.jan.ssin.digits, "step": "summary"])
        #expect(page.status == .unprocessableContent)
    }

    @Test func `a quality of another entity is not found under mine`() async throws {
        let test = try await TestHouse.demo()
        let foreign = try await test.quality(Town.vennbahn, "nsso-employer")
        let browser = try await test.signedIn(Town.sofie)
        for end in ["", "/contact", "/manager", "/co-managers"] {
            #expect(try await browser.get("/entities/0999999130/qualities/\(foreign.id)\(end)").status == .notFound)
        }
    }
}

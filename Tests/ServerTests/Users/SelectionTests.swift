import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// The same for everyone ticked in the list, or whom its filter finds (MISSION M11, M12).
@Suite struct SelectionTests {
    /// De Linde's NSSO quality, seen by Jan, its manager.
    private struct Scene {
        let walk: UsersWalk
        let jan: Browser

        static func demo(most: Int = 1000) async throws -> Scene {
            let walk = try await UsersWalk.demo(most: most)
            return Scene(walk: walk, jan: try await walk.test.signedIn(Town.jan))
        }

        var path: String { walk.path(.userSelection) }

        /// Users of the quality in the order of the list, but for Fatima.
        func users(_ count: Int) async throws -> [Assignment.ID] {
            let quality = walk.quality
            let fatima = try await walk.user(Town.fatima)
            return try await walk.test.house.read { tx in
                try tx.users(UserFilter(), of: quality, at: nil).rows.filter { $0.role == .user && !$0.isBlocked && $0.id != fatima }.prefix(count)
                    .map(\.id)
            }
        }

        func holding(_ user: Assignment.ID) async throws -> Holding? { try await walk.test.house.read { tx in try tx.holding(user) } }

        /// From the list to the confirmation.
        func summary(_ change: String, _ users: [Assignment.ID], _ more: [(String, String)] = []) async throws -> Browser.Page {
            try await jan.submit(path, [("change", change), ("filter", "")] + users.map { ("user", "\($0)") } + more)
        }

        func confirm(_ page: Browser.Page) async throws -> Browser.Page { try await jan.submit(path, page.hidden + [("step", "confirm")]) }
    }

    @Test func `the list offers boxes and actions to whoever manages users, and to nobody else`() async throws {
        let scene = try await Scene.demo()
        let page = try await scene.jan.get(scene.walk.path(.users))
        let user = try await scene.walk.user(Town.fatima)
        #expect(page.body.contains("name=\"user\" value=\"\(user)\""))
        for kind in SelectionChange.Kind.allCases { #expect(page.body.contains(scene.walk.words("users.selection.kinds.\(kind.rawValue)"))) }
        // She represents the entity, and does not manage its users.
        let bart = try await UsersWalk.demo(Town.meuse, "approved-social-secretariat")
        #expect(try await bart.test.signedIn(Town.bart).post(bart.path(.userSelection), ["change": "block", "user": "1"]).status == .forbidden)
    }

    @Test func `applications are given to all who are ticked, each by an act, and each is told`() async throws {
        let scene = try await Scene.demo()
        let users = try await scene.users(3) + [scene.walk.user(Town.fatima)]
        let asked = try await scene.summary("add-applications", users)
        #expect(asked.status == .ok && asked.body.contains("value=\"belcotax\""))
        #expect(asked.body.contains(scene.walk.words("users.selection.titles.add-applications")))
        let (acts, letters) = (try await scene.walk.acts(), try await scene.walk.letters().count)
        let summary = try await scene.jan.submit(scene.path, asked.hidden + [("applications", "belcotax"), ("applications", "ecaro")])
        #expect(summary.body.contains("4 people change"))
        #expect(try await scene.walk.acts() == acts)
        let done = try await scene.confirm(summary)
        #expect(done.body.contains(scene.walk.words("notices.applicationsAdded")))
        for user in users { #expect(try await scene.holding(user)?.applications.isSuperset(of: ["belcotax", "ecaro"]) == true) }
        #expect(try await scene.walk.acts() == acts + 4)
        #expect(try await scene.walk.letters().count > letters)
        #expect(try await scene.walk.test.verified().size == Int64(acts + 4))
    }

    @Test func `whoever has nothing to change, or may not be changed, stays and is named with the reason`() async throws {
        let scene = try await Scene.demo()
        let one = try #require(try await scene.users(1).first)
        _ = try await scene.confirm(try await scene.summary("block", [one]))
        let people = [one, try await scene.walk.user(Town.fatima), try await scene.walk.user(Town.jan), try await scene.walk.user(Town.pieter)]
        let page = try await scene.summary("block", people)
        // The manager is replaced, never blocked; a co-manager is blocked by their manager.
        #expect(page.body.contains("2 people change") && page.body.contains("2 people stay as they are"))
        for reason in ["alreadyBlocked", "onlyReplaced"] {
            #expect(page.body.contains(scene.walk.words("users.selection.stays.\(reason)")), "\(reason)")
        }
        _ = try await scene.confirm(page)
        for person in [Town.pieter, Town.fatima] { #expect(try await scene.walk.holding(person)?.isBlocked == true) }
        #expect(try await scene.walk.holding(Town.jan)?.isBlocked == false)
    }

    @Test func `blocking, unblocking and removing say so in the words of the manual`() async throws {
        let scene = try await Scene.demo()
        let users = try await scene.users(2)
        for (change, notice) in [("block", "usersBlocked"), ("unblock", "usersUnblocked"), ("remove", "usersRemoved")] {
            let page = try await scene.summary(change, users)
            #expect(page.body.contains(scene.walk.words("users.selection.questions.\(change)")))
            let done = try await scene.confirm(page)
            #expect(done.body.contains(scene.walk.words("notices.\(notice)")), "\(change)")
        }
        for user in users { #expect(try await scene.holding(user) == nil) }
        #expect(try await scene.walk.letters().count == 6)
    }

    @Test func `a confirmation sent twice changes nothing more`() async throws {
        let scene = try await Scene.demo()
        let page = try await scene.summary("block", try await scene.users(2))
        _ = try await scene.confirm(page)
        let acts = try await scene.walk.acts()
        #expect(try await scene.jan.post(scene.path, page.hidden + [("step", "confirm")]).status == .seeOther)
        #expect(try await scene.walk.acts() == acts)
    }

    @Test func `when somebody fares otherwise than was shown, nothing is done and it is said who`() async throws {
        let scene = try await Scene.demo()
        let users = try await scene.users(3)
        let page = try await scene.summary("block", users)
        let pieter = try await scene.walk.test.signedIn(Town.pieter)
        _ = try await pieter.post(scene.walk.path(.removeUser, users[0]))
        _ = try await pieter.post(scene.walk.path(.blockUser, users[1]), ["reason": "absence"])
        let acts = try await scene.walk.acts()
        let stale = try await scene.confirm(page)
        #expect(stale.status == .unprocessableContent && stale.body.contains(scene.walk.words("users.selection.stale")))
        #expect(stale.body.contains(scene.walk.words("users.selection.stays.alreadyBlocked")) && stale.body.contains("1 person changes"))
        #expect(try await scene.walk.acts() == acts)
        _ = try await scene.confirm(stale)
        #expect(try await scene.holding(users[2])?.isBlocked == true)
    }

    @Test func `everyone whom a filter finds is meant, whatever page they stand on`() async throws {
        let scene = try await Scene.demo()
        let quality = scene.walk.quality
        let blocked = try await scene.walk.test.house.read { tx in
            var filter = UserFilter()
            filter.status = .active
            filter.role = .user
            return try tx.users(filter, of: quality, at: nil).rows.map(\.id)
        }
        let page = try await scene.jan.submit(scene.path, [("change", "block"), ("filter", "status=active&type=user"), ("everyone", "1")])
        #expect(page.body.contains("\(blocked.count) people change"))
        _ = try await scene.confirm(page)
        for user in blocked { #expect(try await scene.holding(user)?.isBlocked == true) }
    }

    @Test func `more than one act takes are changed in parts, and the rest can be left`() async throws {
        let scene = try await Scene.demo(most: 5)
        var page = try await scene.jan.submit(scene.path, [("change", "block"), ("filter", "type=user"), ("everyone", "1")])
        let acts = try await scene.walk.acts()
        var parts = 0
        while page.body.contains("value=\"confirm\""), parts < 10 {
            page = try await scene.confirm(page)
            parts += 1
        }
        let quality = scene.walk.quality.id
        let (users, blocked) = try await scene.walk.test.house.read { tx in
            (
                try tx.count("SELECT COUNT(*) FROM roster WHERE quality = \(quality) AND role = 'user'"),
                try tx.count("SELECT COUNT(*) FROM roster WHERE quality = \(quality) AND role = 'user' AND blocked = 1")
            )
        }
        #expect(users == 14 && blocked == 14 && parts == 3)
        #expect(page.body.contains(scene.walk.words("notices.usersBlocked")))
        #expect(try await scene.walk.acts() == acts + 12)
        // What was done in parts is taken back whole, in parts again.
        let link = String(try #require(page.body.firstMatch(of: /<a href="([^"]+\/users\/undo\/[0-9]+)">/)?.1))
        var undoing = try await scene.jan.get(link)
        while undoing.body.contains("value=\"confirm\""), parts < 10 {
            undoing = try await scene.jan.submit(link, undoing.hidden + [("step", "confirm")])
            parts += 1
        }
        #expect(parts < 10 && undoing.body.contains(scene.walk.words("notices.undone")))
        let left = try await scene.walk.test.house.read { tx in
            try tx.count("SELECT COUNT(*) FROM roster WHERE quality = \(quality) AND role = 'user' AND blocked = 1")
        }
        #expect(left == 2)
    }

    @Test func `a first act that is none of one's own together is no beginning of a part`() async throws {
        let scene = try await Scene.demo()
        let (users, pieter) = (try await scene.users(3), try await scene.walk.test.signedIn(Town.pieter))
        let other = try await pieter.submit(scene.path, [("change", "block"), ("filter", ""), ("user", "\(users[2])")])
        _ = try await pieter.submit(scene.path, other.hidden + [("step", "confirm")])
        let theirs = try #require(try await scene.walk.test.house.read { tx in try tx.provenActs("code = 'user.blocked'", most: 1).first?.id })
        let page = try await scene.summary("block", Array(users.prefix(2)))
        let acts = try await scene.walk.acts()
        for first in [theirs.rawValue, 1, .max] {
            #expect(try await scene.jan.post(scene.path, page.hidden + [("step", "confirm"), ("first", "\(first)")]).status == .notFound)
        }
        #expect(try await scene.walk.acts() == acts)
    }

    @Test func `a confirmation that comes to nothing says so, unless what was asked holds`() async throws {
        let scene = try await Scene.demo()
        let (users, sofie) = (try await scene.users(3), try await scene.walk.test.signedIn(Town.sofie))
        let page = try await scene.summary("block", Array(users.prefix(2)))
        _ = try await sofie.post(scene.walk.path(.removeUser, users[0]))
        _ = try await sofie.post(scene.walk.path(.blockUser, users[1]), ["reason": "absence"])
        let stale = try await scene.confirm(page)
        #expect(stale.status == .unprocessableContent && stale.body.contains(scene.walk.words("users.selection.stale")))
        let removal = try await scene.summary("remove", [users[2]])
        _ = try await sofie.post(scene.walk.path(.removeUser, users[2]))
        #expect(try await scene.confirm(removal).body.contains(scene.walk.words("notices.usersRemoved")))
    }

    @Test func `a selection that lacks something is shown again with what was ticked`() async throws {
        let scene = try await Scene.demo()
        let fatima = try await scene.walk.user(Town.fatima)
        let unchosen = try await scene.jan.post(scene.path, [("filter", "name=el"), ("user", "\(fatima)")])
        #expect(unchosen.status == .unprocessableContent && unchosen.body.contains("value=\"\(fatima)\" aria-label=\"El Amrani Fatima\" checked"))
        #expect(unchosen.body.contains(scene.walk.words("invalid.unchosen")) && !unchosen.body.contains("Claes"))
        let nobody = try await scene.jan.post(scene.path, [("filter", ""), ("change", "block")])
        #expect(nobody.status == .unprocessableContent && nobody.body.contains(scene.walk.words("invalid.unticked")))
        let none = try await scene.jan.post(scene.path, [("filter", ""), ("change", "add-applications"), ("user", "\(fatima)"), ("asked", "1")])
        #expect(none.status == .unprocessableContent && none.body.contains(scene.walk.words("invalid.unticked")))
    }

    @Test func `people of elsewhere, and people who never were, count as not in the list`() async throws {
        let scene = try await Scene.demo()
        let (fatima, karl) = (
            try await scene.walk.user(Town.fatima),
            try await UsersWalk(test: scene.walk.test, entity: Town.vennbahn, quality: try await quality(of: Town.vennbahn, scene.walk.test)).user(
                Town.karl)
        )
        let page = try await scene.summary("remove", [fatima, karl, .init(rawValue: 987_654_321)])
        #expect(page.body.contains(scene.walk.words("users.selection.missing", ["count": "2"])) && !page.body.contains("Weber"))
        _ = try await scene.confirm(page)
        #expect(try await scene.holding(karl) != nil)
        #expect(try await scene.holding(fatima) == nil)
    }

    private func quality(of entity: Entity, _ test: TestHouse) async throws -> Quality {
        try #require(try await test.house.read { tx in try tx.qualities(of: entity.id) }.first)
    }

    @Test(arguments: [
        [("change", "block"), ("user", "x"), ("filter", "")], [("change", "block"), ("user", "-1"), ("filter", "")],
        [("change", "block"), ("everyone", "1"), ("filter", ""), ("after", "!!")],
        [("change", "block"), ("user", "1"), ("filter", ""), ("step", "confirm"), ("seen", "~.~zz.zz")],
        [("change", "block"), ("user", "1"), ("filter", "%")],
    ])
    func `what no page of ours sends is unreadable`(fields: [(String, String)]) async throws {
        let scene = try await Scene.demo()
        #expect([.badRequest, .unprocessableContent].contains(try await scene.jan.post(scene.path, fields).status))
    }
}

import HTTPTypes
import Rules
import Sample
import Testing
import Web

@testable import Server

/// Registering somebody with the applications of a colleague (MISSION M10).
@Suite struct ColleagueTests {
    @Test func `from a user's page the number leads to a form with the same boxes ticked`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let user = try await walk.user(Town.fatima)
        let asking = Colleague.address(walk.path(.newUser), user)
        #expect(try await jan.get(walk.path(.user, user)).body.contains("href=\"\(asking)\""))
        let number = try await jan.get(asking)
        #expect(number.body.contains(walk.words("users.form.like", ["name": "Fatima El Amrani"])))
        let form = try await jan.submit(walk.path(.newUser), number.hidden + [("ssin", Town.amelie.ssin.digits)])
        let ticked = form.body.matches(of: /value="([a-z\-]+)" checked/).map { SecuredApplication.Code(rawValue: String($0.output.1)) }
        #expect(Set(ticked) == (try await walk.holding(Town.fatima)?.applications))
    }

    @Test(arguments: ["0", "-1", "x", "99999999999999999999", ""])
    func `nobody of this list is nobody to copy from`(_ written: String) async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let number = try await jan.get("\(walk.path(.newUser))?like=\(written)")
        #expect(number.status == .ok && !number.hidden.contains { $0.0 == "like" })
        let form = try await jan.submit(walk.path(.newUser), [("ssin", Town.amelie.ssin.digits), ("like", written)])
        #expect(form.status == .ok && !form.body.contains("\" checked"))
    }

    @Test func `another quality's user is nobody to copy from`() async throws {
        let walk = try await UsersWalk.demo()
        try await PreparedActs(test: walk.test).register(Town.amelie, ["insurability"], of: "care-home", in: Town.deLinde, by: Town.sofie)
        let other = try await walk.test.quality(Town.deLinde, "care-home").id
        let user = try #require(try await walk.test.house.read { tx in try tx.holding(of: Town.amelie.id, in: other) }).assignment.id
        let number = try await walk.test.signedIn(Town.jan).get(Colleague.address(walk.path(.newUser), user))
        #expect(number.status == .ok && !number.hidden.contains { $0.0 == "like" })
    }

    @Test func `each application says what it is for, and what it is not`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan).get(walk.path(.userApplications, try await walk.user(Town.fatima))).body
        #expect(page.contains("Submit the quarterly declaration of wages and working time. Not to be confused with: Modification of DmfA"))
    }
}

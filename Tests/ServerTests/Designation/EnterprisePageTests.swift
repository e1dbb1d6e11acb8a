import Foundation
import HTTPTypes
import Rules
import Sample
import Testing
import Web

@testable import Server

@Suite struct EnterprisePageTests {
    @Test func `a password is not enough, and the refusal leads to the card and back`() async throws {
        let test = try await TestHouse.demo()
        let claire = try await test.signedIn(Town.claire, .password)
        for path in [Address.designation(), DesignationWalk.form(Town.tournesol)] {
            let page = try await claire.get(path)
            #expect(page.status == .forbidden)
            #expect(page.body.contains(DesignationWalk(test: test).words("refusals.eIDNeeded.why")))
            #expect(page.body.contains("/sign-in?level=eid&amp;return=\(path.replacingOccurrences(of: "/", with: "%2F"))"))
        }
    }

    @Test func `someone signed in with a password is offered the card alone`() async throws {
        let test = try await TestHouse.demo {
            $0.demoCards = [DemoCard(slug: "claire", name: "Claire Fontaine", ssin: Town.claire.ssin, certificate: [])]
        }
        let claire = try await test.signedIn(Town.claire, .password)
        #expect(try await claire.get("/sign-in?return=%2Fdesignation").location == "/designation")
        let page = try await claire.get("/sign-in?level=eid&return=%2Fdesignation")
        #expect(page.status == .ok)
        #expect(!page.body.contains("name=\"password\""))
        #expect(page.body.contains("name=\"return\" value=\"/designation\""))
        let sure = try await test.signedIn(Town.claire, .eID)
        #expect(try await sure.get("/sign-in?level=eid&return=%2Fdesignation").location == "/designation")
    }

    @Test func `a site without card readers says so instead of offering nothing`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.claire, .password).get("/sign-in?level=eid&return=%2Fdesignation")
        #expect(page.body.contains(DesignationWalk(test: test).words("signIn.stepUp.none")))
    }

    @Test func `nobody signed in is asked to sign in first`() async throws {
        let page = try await TestHouse.demo().browser().get(Address.designation())
        #expect(page.status == .seeOther)
        #expect(page.location == "/sign-in?return=%2Fdesignation")
    }

    @Test(arguments: ["", "0999.999.032", "12", "Tournesol"]) func `a wrong number is told beside the field and kept`(typed: String) async throws {
        let claire = try await TestHouse.demo().signedIn(Town.claire)
        let page = try await claire.post(Address.designation(), ["number": typed])
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains("href=\"#number\""))
        #expect(page.body.contains("value=\"\(typed)\""))
    }

    @Test(arguments: ["0999999031", "0999.999.031", "BE 0999.999.031"]) func `a representative goes on to the form`(typed: String) async throws {
        let claire = try await TestHouse.demo().signedIn(Town.claire)
        let page = try await claire.post(Address.designation(), ["number": typed])
        #expect(page.location == DesignationWalk.form(Town.tournesol))
    }

    @Test func `an enterprise that the register does not know is refused`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.claire).post(Address.designation(), ["number": "0999999625"])
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains(DesignationWalk(test: test).words("refusals.entityUnknown.why")))
    }

    @Test func `someone without a function learns who the representatives are`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.amelie).post(Address.designation(), ["number": "0999999031"])
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains(DesignationWalk(test: test).words("refusals.noFunction.why")))
        #expect(page.body.contains("Claire Fontaine"))
        #expect(page.body.contains("since 1 March 2014"))
        #expect(!page.body.contains("74.03.14"))
    }

    @Test func `a ceased enterprise is refused with the day`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.thomas).post(Address.designation(), ["number": "0999999526"])
        #expect(page.body.contains(DesignationWalk(test: test).words("refusals.entityCeased.why", ["date": "30 June 2025"])))
    }

    @Test func `a function that ended is refused with the day, and a register without representatives says so`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        try await walk.endFunctions(in: Town.tournesol, on: DesignationWalk.day("2026-02-01"))
        let page = try await walk.test.signedIn(Town.claire).post(Address.designation(), ["number": "0999999031"])
        #expect(page.body.contains(walk.words("refusals.functionEnded.why", ["date": "1 February 2026"])))
        #expect(page.body.contains(walk.words("designation.register.none")))
    }

    @Test func `a function that has not begun, and one that does not represent, are refused for what they are`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        try await walk.give(Town.amelie, .director, in: Town.tournesol, from: DesignationWalk.day("2026-04-01"))
        try await walk.give(Town.lucas, .auditor, in: Town.tournesol, from: DesignationWalk.day("2020-04-01"))
        let early = try await walk.test.signedIn(Town.amelie).post(Address.designation(), ["number": "0999999031"])
        #expect(early.body.contains(walk.words("refusals.functionNotYetBegun.why", ["date": "1 April 2026"])))
        let auditor = try await walk.test.signedIn(Town.lucas).post(Address.designation(), ["number": "0999999031"])
        #expect(auditor.body.contains(walk.words("refusals.functionDoesNotRepresent.why")))
        #expect(auditor.body.contains("Claire Fontaine") && !auditor.body.contains("Amélie Dubois"))
    }
}

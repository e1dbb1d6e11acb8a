import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// How many drafts wait at most, and that one that ends makes room.
@Suite struct DraftBoundsTests {
    @Test func `in a quality the draft beyond five hundred is refused, until one ends`() async throws {
        let walk = try await UsersWalk.demo()
        let (house, now, jan) = (walk.test.house, walk.test.clock.now, try await walk.test.signedIn(Town.jan))
        let saved = try await walk.save(walk.form(for: Town.amelie.ssin.digits, in: jan), UsersWalk.amelie, in: jan)
        let (entity, quality) = (walk.entity.id, walk.quality.id)
        let content = UserDraft(
            ssin: Town.lucas.ssin, details: .untouched, userName: nil, applications: [], password: nil, savedBy: Town.pieter.id, shown: nil)
        try await house.write { tx in
            for _ in 1..<MostDrafts.ofQuality {
                let id = Key<DraftRow>(rawValue: house.newID())
                try tx.save(draft: content, id: id, entity: entity, quality: quality, author: Town.pieter.id, at: now)
            }
        }
        let form = try await walk.form(for: Town.marieCollard.ssin.digits, in: jan)
        let refused = try await jan.post(form, UsersWalk.marie())
        #expect(refused.status == .unprocessableContent && refused.body.contains(walk.words("refusals.tooManyDrafts.why")))
        #expect(refused.body.contains(walk.words("refusals.tooManyDrafts.remedy")) && refused.body.contains("value=\"Collard\""))
        // One that waits already is still corrected.
        _ = try await walk.save("\(saved)/edit", ["language": "fr", "email": "a@example.com", "applications": "dmfa"], in: jan)
        #expect(try await jan.post("\(saved)/discard").status == .seeOther)
        let draft = try await walk.save(form, UsersWalk.marie(), in: jan)
        #expect(try await jan.post(walk.form(for: Town.amelie.ssin.digits, in: jan), UsersWalk.amelie).status == .unprocessableContent)
        #expect(try await jan.post(draft).status == .seeOther)
        #expect(try await jan.post(walk.form(for: Town.amelie.ssin.digits, in: jan), UsersWalk.amelie).status == .seeOther)
    }

    @Test func `of a representative's fifty drafts for an entity the oldest makes room, unless another has ended`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let (house, clock) = (walk.test.house, walk.test.clock)
        let browser = try await walk.test.signedIn(Town.claire)
        func save(_ person: Person = Town.amelie) async throws -> String {
            clock.advance(by: 1)
            return try await walk.save(DesignationWalk.another(person), for: Town.tournesol, in: browser)
        }
        let (oldest, second) = (try await save(), try await save())
        let (content, now) = (DesignationDraft(kept: Form()), clock.now)
        try await house.write { tx in
            for _ in 2..<MostDrafts.ofAuthor {
                let id = Key<DraftRow>(rawValue: house.newID())
                try tx.save(draft: content, id: id, entity: Town.tournesol.id, author: Town.claire.id, at: now)
            }
        }
        let newest = try await save()
        #expect(try await browser.get(oldest).status == .notFound)
        #expect(try await browser.get(second).status == .ok)
        // What is confirmed waits no longer.
        #expect(try await walk.confirm(newest, in: browser).status == .seeOther)
        _ = try await save(Town.lucas)
        #expect(try await browser.get(second).status == .ok)
        _ = try await save(Town.lucas)
        #expect(try await browser.get(second).status == .notFound)
        let open = try await house.read { tx in try tx.count("SELECT COUNT(*) FROM drafts WHERE confirmed_by IS NULL") }
        #expect(open == MostDrafts.ofAuthor)
    }
}

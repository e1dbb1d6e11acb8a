import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Web

@testable import Server

/// Those who ask what an installation gives them.
struct Askers: Sendable {
    /// Cookies of sessions, whether or not they are open.
    var sessions: [(of: String, secret: String)] = []
    var pages: [(of: String, path: String)] = []
    var passwords: [(userName: String, password: String)] = []

    /// Of managers, users and others, some of whom are blocked.
    private static let people = [
        Town.fatima, Town.lucas, Town.pieter, Town.karl, Town.thomas, Town.jan, Town.sofie, Town.claire, Town.nadia, Town.deLindeCrowd[0],
        Town.deLindeCrowd[4],
    ]
    private static let questions = people.flatMap { person in
        [Town.deLinde, Town.vennbahn, Town.amisDuLivre].flatMap { entity in
            ["dimona", "dmfa", "checkinatwork"].map { DecisionQuestion(person: person.ssin.digits, entity: entity.number.digits, application: $0) }
        }
    }

    /// The same without pages, which take longest.
    var withoutPages: Askers { Askers(sessions: sessions, passwords: passwords) }

    /// Each yes, each page, each session and what it is free of, each password that is right. Whoever gets no answer was given nothing.
    func given(by test: TestHouse) async -> Set<String> {
        let house = test.house
        var given: Set<String> = []
        try? await house.decisions.catchUpWithAll()
        let decisions = (try? await house.decisions.decide(Self.questions)) ?? []
        for (question, answer) in zip(Self.questions, decisions) where answer.decision.allowed {
            given.insert("yes: \(question.application) for \(question.person) in \(question.entity)")
        }
        for (owner, secret) in sessions {
            guard let (session, _) = try? await house.session(secret, at: test.clock.now) else { continue }
            given.insert("session of \(owner), \(session.assurance)")
            if session.confinedTo == nil { given.insert("session of \(owner), not confined") }
            if !session.mustChangePassword { given.insert("session of \(owner), with their own password") }
        }
        for (owner, path) in pages {
            guard let secret = sessions.first(where: { $0.of == owner })?.secret else { continue }
            let browser = test.browser()
            browser.keep("chatelaine-session", secret)
            if (try? await browser.get(path))?.status == .ok { given.insert("page \(path) for \(owner)") }
        }
        for (userName, password) in passwords {
            guard let account = try? await house.read({ tx in try tx.account(named: userName) }),
                (try? await house.passwords.verify(password, against: account.password)) == true
            else { continue }
            given.insert("password \(password) of \(account.person)")
        }
        return given
    }
}

import Foundation
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// Rows moved for a moment to where somebody else may act, an act done upon them, and the rows moved back: by whoever writes to the database.
struct MovedRow: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Who is led to act, as what.
    let actor: Person
    let power: Power
    /// Where: otherwise at De Linde.
    var isAtVennbahn = true
    /// Acts done before, lawfully.
    var before: @Sendable (PreparedActs) async throws -> Void = { _ in }
    /// What is done to the rows, and what takes it back.
    let moves: @Sendable (Scene) async throws -> [(there: SQL, back: SQL)]
    let operation: @Sendable (Scene) async throws -> any Server.Operation<Occasion>

    struct Scene: Sendable {
        let test: TestHouse
        /// The NSSO qualities of De Linde, whose manager is Jan, and of Vennbahn, whose manager is Karl.
        let (linde, vennbahn): (Quality, Quality)

        init(_ test: TestHouse) async throws {
            self.test = test
            (linde, vennbahn) = (try await test.quality(Town.deLinde, "nsso-employer"), try await test.quality(Town.vennbahn, "nsso-employer"))
        }

        func held(_ person: Person, in quality: Quality? = nil) async throws -> Assignment.ID {
            let id = (quality ?? linde).id
            return try #require(try await test.house.read { tx in try tx.holding(of: person.id, in: id)?.assignment.id })
        }

        /// A user of Vennbahn's, for a moment.
        func toVennbahn(_ person: Person, as role: Role? = nil) async throws -> (there: SQL, back: SQL) {
            let row = try await held(person)
            let was = try #require(try await test.house.read { tx in try tx.holding(row)?.assignment.role.rawValue })
            return (
                "UPDATE assignments SET entity = \(vennbahn.entity), quality = \(vennbahn.id), role = \(role?.rawValue ?? was) WHERE id = \(row)",
                "UPDATE assignments SET entity = \(linde.entity), quality = \(linde.id), role = \(was) WHERE id = \(row)"
            )
        }

        /// Somebody else's, for a moment.
        func given(_ row: Assignment.ID, of person: Person, to other: Person) -> (there: SQL, back: SQL) {
            (
                "UPDATE assignments SET person = \(other.id) WHERE id = \(row)", "UPDATE assignments SET person = \(person.id) WHERE id = \(row)"
            )
        }

        func domain(_ quality: Quality) throws -> AccessDomain { try #require(Town.catalogue[quality.domain]) }
    }
}

extension MovedRow {
    private static func details() throws -> UserDetails {
        var details = UserDetails.untouched
        details.contact = UserContact(language: .nl, email: try EmailAddress("moved@example.com"), secondEmail: nil)
        return details
    }

    private static func change() throws -> UserChange {
        try UserChange(Form(["language": ["nl"], "email": ["moved@example.com"], "secondEmail": [""]]))
    }

    /// Fatima's row at Vennbahn, where Karl may act upon it.
    private static func upon(
        _ name: String, before: @escaping @Sendable (PreparedActs) async throws -> Void = { _ in }, alsoMoving person: Person = Town.fatima,
        _ operation: @escaping @Sendable (Scene, Assignment.ID) async throws -> any Server.Operation<Occasion>
    ) -> MovedRow {
        MovedRow(
            testDescription: name, actor: Town.karl, power: .manageUsers, before: before,
            moves: { [try await $0.toVennbahn(person, as: .user)] },
            operation: { try await operation($0, try await $0.held(person, in: $0.vennbahn)) })
    }

    static let all: [MovedRow] = ofUsers + ofOthers

    private static let ofUsers = [
        upon("another entity's user is given an application") {
            ChangeUserApplications(
                user: $1, quality: $0.vennbahn, domain: try $0.domain($0.vennbahn), wanted: ["dimona", "dmfa", "works-declaration"])
        },
        upon("another entity's user is blocked") { BlockUser(user: $1, quality: $0.vennbahn, reason: .absence) },
        upon(
            "another entity's user is unblocked",
            before: { try await $0.end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan) }
        ) {
            UnblockUser(user: $1, quality: $0.vennbahn)
        },
        upon("another entity's user is removed") { RemoveUser(user: $1, quality: $0.vennbahn) },
        upon("another entity's manager is removed as a user", alsoMoving: Town.jan) { RemoveUser(user: $1, quality: $0.vennbahn) },
        upon("another entity's user is given a password") { SetUserPassword(user: $1, place: Place($0.vennbahn), hash: "none") },
        upon("another entity's user has other addresses") {
            EditUser(user: $1, place: Place($0.vennbahn), change: try change(), seen: Form([:]).seen(UserChange.fields))
        },
        MovedRow(
            testDescription: "somebody who holds something elsewhere is registered as if they did not", actor: Town.karl, power: .manageUsers,
            moves: { [$0.given(try await $0.held(Town.fatima), of: Town.fatima, to: Town.thomas)] },
            operation: {
                AddUser(
                    Town.fatima.ssin, as: .user(of: $0.vennbahn, try $0.domain($0.vennbahn)), details: try details(), applications: ["dimona"])
            }),
        MovedRow(
            testDescription: "somebody who is blocked is registered anew", actor: Town.jan, power: .manageUsers, isAtVennbahn: false,
            before: { try await $0.end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan) },
            moves: { [$0.given(try await $0.held(Town.fatima), of: Town.fatima, to: Town.thomas)] },
            operation: {
                AddUser(Town.fatima.ssin, as: .user(of: $0.linde, try $0.domain($0.linde)), details: try details(), applications: ["dimona"])
            }),
        MovedRow(
            testDescription: "a block is another user's", actor: Town.jan, power: .manageUsers, isAtVennbahn: false,
            before: { try await $0.end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan) },
            moves: { scene in
                let (fatima, pieter) = (try await scene.held(Town.fatima), try await scene.held(Town.pieter))
                return [
                    (
                        "UPDATE blocks SET assignment = \(pieter) WHERE assignment = \(fatima) AND open = 1",
                        "UPDATE blocks SET assignment = \(fatima) WHERE assignment = \(pieter) AND open = 1"
                    )
                ]
            },
            operation: { RemoveUser(user: try await $0.held(Town.pieter), quality: $0.linde) }),
        MovedRow(
            testDescription: "a grant is another's", actor: Town.jan, power: .manageUsers, isAtVennbahn: false,
            moves: { scene in
                let (fatima, pieter) = (try await scene.held(Town.fatima), try await scene.held(Town.pieter))
                return [
                    (
                        "UPDATE grants SET assignment = \(pieter) WHERE assignment = \(fatima) AND application = 'dimona' AND open = 1",
                        "UPDATE grants SET assignment = \(fatima) WHERE assignment = \(pieter) AND application = 'dimona' AND open = 1"
                    )
                ]
            },
            operation: { RemoveUser(user: try await $0.held(Town.fatima), quality: $0.linde) }),
    ]

    private static let ofOthers = [
        MovedRow(
            testDescription: "another entity's co-manager is removed", actor: Town.karl, power: .appointCoManagers,
            moves: { [try await $0.toVennbahn(Town.pieter)] },
            operation: { RemoveUser(user: try await $0.held(Town.pieter, in: $0.vennbahn), quality: $0.vennbahn) }),
        MovedRow(
            testDescription: "a superior is removed as a user", actor: Town.pieter, power: .manageUsers, isAtVennbahn: false,
            moves: { scene in
                let row = try await scene.held(Town.jan)
                return [
                    ("UPDATE assignments SET role = 'user' WHERE id = \(row)", "UPDATE assignments SET role = 'manager' WHERE id = \(row)")
                ]
            },
            operation: { RemoveUser(user: try await $0.held(Town.jan), quality: $0.linde) }),
        MovedRow(
            testDescription: "a user who is appointed keeps what they were", actor: Town.jan, power: .appointCoManagers, isAtVennbahn: false,
            moves: { [$0.given(try await $0.held(Town.fatima), of: Town.fatima, to: Town.thomas)] },
            operation: {
                AddUser(Town.fatima.ssin, as: .coManager(of: $0.linde), details: .untouched)
            }),
        MovedRow(
            testDescription: "another entity's manager is replaced", actor: Town.ingrid, power: .appointManagers,
            moves: { scene in
                let karl = try await scene.held(Town.karl, in: scene.vennbahn)
                return [
                    ("UPDATE assignments SET role = 'user' WHERE id = \(karl)", "UPDATE assignments SET role = 'manager' WHERE id = \(karl)"),
                    try await scene.toVennbahn(Town.jan),
                ]
            },
            operation: { ReplaceManager(quality: $0.vennbahn) }),
        MovedRow(
            testDescription: "a manager who is not told of goes on beside the next", actor: Town.sofie, power: .appointManagers, isAtVennbahn: false,
            moves: { scene in
                let row = try await scene.held(Town.jan)
                return [("UPDATE assignments SET role = 'user' WHERE id = \(row)", "UPDATE assignments SET role = 'manager' WHERE id = \(row)")]
            },
            operation: {
                AddUser(Town.thomas.ssin, as: .manager(of: $0.linde), details: .untouched)
            }),
        MovedRow(
            testDescription: "a quality is activated twice", actor: Town.sofie, power: .activateQualities, isAtVennbahn: false,
            moves: { scene in
                let quality = scene.linde
                return [
                    (
                        "UPDATE qualities SET identifier = '0' WHERE id = \(quality.id)",
                        "UPDATE qualities SET identifier = \(quality.identifier) WHERE id = \(quality.id)"
                    )
                ]
            },
            operation: {
                ActivateQuality(
                    entity: Town.deLinde.id, domain: try $0.domain($0.linde),
                    identifier: try DomainIdentifier.parse(
                        $0.linde.identifier.rawValue, kind: $0.domain($0.linde).identifier, entity: Town.deLinde.number),
                    email: try EmailAddress("moved@example.com"), manager: nil, language: .nl)
            }),
        MovedRow(
            testDescription: "somebody acts in another's role", actor: Town.thomas, power: .editQualities, isAtVennbahn: false,
            moves: { [$0.given(try await $0.held(Town.jan), of: Town.jan, to: Town.thomas)] },
            operation: {
                ChangeQualityContact(
                    quality: $0.linde, email: try EmailAddress("moved@example.com"), seen: Form([:]).seen(ChangeQualityContact.fields), language: .nl)
            }),
    ]
}

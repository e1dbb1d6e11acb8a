import Foundation
import HTTPTypes
import Rules
import Sample
import Standards
import Testing
import Web

@testable import Server
@testable import Storage

/// Changing the language on the answer to a form sends the form along, only to be shown again: no address that takes forms does anything with it.
@Suite struct LanguageSwitchTests {
    @Test(arguments: [Town.sofie, Town.jan, nil])
    func `no form does anything while only its language changes`(_ person: Person?) async throws {
        let visitor = try #require(GateVisitor.all.first { $0.person == person })
        let house = try await GateHouse.open(for: visitor)
        let (addressParameters, test) = (AddressParameters(house: house, visitor: visitor), house.test)
        var done: Set<String> = []
        // The last two take away the roles that the others need.
        let posts = Features.routes.filter { $0.method == .post && $0.format == .pages }
        let last: [Address] = [.managerDraft, .designationConfirmation]
        for route in posts.filter({ !last.contains($0.address) }) + last.flatMap({ address in posts.filter { $0.address == address } }) {
            let (path, fields) = (try await addressParameters.path(route.address), try await fields(of: route.address, test))
            let browser = try await house.browser(for: visitor)
            _ = try await browser.get("/help")
            let (before, session) = (try await everything(in: test), browser.cookie("chatelaine-session"))
            let shown = try await browser.ask(route, "\(path)?language=fr", fields)
            #expect(try await everything(in: test) == before, "\(path)")
            #expect(browser.cookie("chatelaine-session") == session && (person == nil || browser.cookie("chatelaine-notice") == nil), "\(path)")
            // Shown again, or the page that it was on; never a step further.
            let isHere = [path, "/", nil].contains(shown.location) || shown.location?.hasPrefix("/sign-in") == true
            #expect(isHere && shown.status.code < 500, "\(path) leads to \(shown.location ?? "")")
            // That it would have done something otherwise.
            _ = try await browser.ask(route, path, fields)
            if try await everything(in: test) != before { done.insert(route.address.pattern) }
        }
        let expected: Set<Address> =
            switch person {
            case nil: [.signIn]
            case Town.jan:
                [
                    .signIn, .signOut, .ownData, .ownSessions, .ownPassword, .ownCertificate, .coManagers, .newCoManagerForm, .coManagerDraft,
                    .coManagerDraftForm,
                    .discardCoManagerDraft, .newUser, .newUserForm,
                    .userDraft,
                    .userDraftForm, .discardUserDraft, .editUser, .userApplications, .userPassword, .blockUser, .removeUser, .qualityContact,
                ]
            default:
                [
                    .designationForm, .designationConfirmation, .entityContact, .activateQuality, .qualityManager, .newManagerForm, .managerDraft,
                    .managerDraftForm, .discardManagerDraft, .newCoChief, .newCoChiefForm, .coChiefDraft, .coChiefDraftForm, .discardCoChiefDraft,
                    .editCoChief, .coChiefPassword, .blockCoChief, .removeCoChief, .qualityContact, .blockUser,
                ]
            }
        #expect(Set(expected.map(\.pattern)).subtracting(done) == [], "these did nothing without a language either")
    }

    /// What each form needs to be accepted.
    private func fields(of address: Address, _ test: TestHouse) async throws -> KeyValuePairs<String, String> {
        let contact: KeyValuePairs = ["language": "fr", "email": "x@example.org", "secondEmail": "", "phone": "+32 4 222 22 22"]
        let password: KeyValuePairs = ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"]
        return switch address {
        case .entityContact, .qualityContact, .ownData, .editUser, .editCoChief: contact
        case .designation: ["number": GateHouse.entity.number.digits]
        case .designationForm:
            [
                "who": "other", "number": Town.amelie.ssin.digits, "email": "a@example.com", "phone": "+32 4 222 22 22", "ownEmail": "b@example.com",
                "ownPhone": "+32 4 111 11 11",
            ]
        case .designationConfirmation:
            [
                "chief": try await test.house.read { [sealer = test.house.sealer] tx in try tx.chieftaincy(of: GateHouse.entity.id).mark },
                "declaration": "on",
            ]
        case .ownPassword, .userPassword, .coChiefPassword: password
        case .ownCertificate: ["shown": Base64URL.text(of: try test.certificate())]
        case .activateQuality:
            ["domain": "social-action", "email": "x@example.org", "who": "myself", "step": "confirm"]
        case .qualityManager, .coManagers: ["who": "other", "ssin": Town.meuseCrowd[10].ssin.digits]
        case .newCoChief: ["ssin": Town.meuseCrowd[11].ssin.digits]
        case .signIn: ["userName": "fatimaelamrani", "password": Town.password]
        case .demoCard: ["card": test.house.settings.demoCards.first?.slug ?? ""]
        case .newUser: ["ssin": Town.marieCollard.ssin.digits]
        case .newCoManagerForm, .coManagerDraftForm, .newManagerForm, .managerDraftForm, .newCoChiefForm, .coChiefDraftForm:
            ["language": "fr", "email": "x@example.org"]
        case .newUserForm, .userDraftForm: ["language": "fr", "email": "x@example.org", "applications": "dimona"]
        case .userApplications: ["applications": "dmfa", "had": "dimona", "step": "confirm"]
        case .blockUser, .blockCoChief: ["reason": "absence"]
        default: [:]
        }
    }

    /// Every row of every table.
    private func everything(in test: TestHouse) async throws -> [String: [Value]] {
        try await test.house.read { tx in
            var rows: [String: [Value]] = [:]
            for table in try MadeTable.made(by: Schema.migrations) { try tx.batches(of: table) { rows[table.name, default: []] += $0 } }
            return rows
        }
    }
}

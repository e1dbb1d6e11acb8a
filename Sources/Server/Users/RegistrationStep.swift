import Rules
import Web

/// The pages of a registration: each role has its own addresses, behind a gate of its own.
enum RegistrationStep: Sendable {
    case number
    case form(SealedTicket)
    case summary(Key<DraftRow>)
    /// The form again, of what was saved.
    case correction(Key<DraftRow>)
    case discarding(Key<DraftRow>)
}

private struct QualityAddresses: Sendable {
    let number: TypedAddress<EnterpriseNumber, Quality.ID>
    let form: TypedAddress<EnterpriseNumber, Quality.ID, SealedTicket>
    let summary, correction, discarding: TypedAddress<EnterpriseNumber, Quality.ID, Key<DraftRow>>

    static let ofUsers = QualityAddresses(
        number: Address.newUser, form: Address.newUserForm, summary: Address.userDraft, correction: Address.userDraftForm,
        discarding: Address.discardUserDraft)
    static let ofCoManagers = QualityAddresses(
        number: Address.coManagers, form: Address.newCoManagerForm, summary: Address.coManagerDraft, correction: Address.coManagerDraftForm,
        discarding: Address.discardCoManagerDraft)
    static let ofManagers = QualityAddresses(
        number: Address.qualityManager, form: Address.newManagerForm, summary: Address.managerDraft, correction: Address.managerDraftForm,
        discarding: Address.discardManagerDraft)
}

extension Visit {
    /// Where somebody is registered in a role.
    func here(_ step: RegistrationStep, as role: Role) throws -> String {
        switch role {
        case .coManager: try here(step, at: .ofCoManagers)
        case .manager: try here(step, at: .ofManagers)
        case .coChief: try address(ofCoChiefs: step)
        case .user, .chief, .representative: try here(step, at: .ofUsers)
        }
    }

    private func here(_ step: RegistrationStep, at addresses: QualityAddresses) throws -> String {
        switch step {
        case .number: try here(addresses.number)
        case .form(let ticket): try here(addresses.form, ticket)
        case .summary(let draft): try here(addresses.summary, draft)
        case .correction(let draft): try here(addresses.correction, draft)
        case .discarding(let draft): try here(addresses.discarding, draft)
        }
    }

    private func address(ofCoChiefs step: RegistrationStep) throws -> String {
        let number = try thisEntity().number
        return switch step {
        case .number: Address.newCoChief(number)
        case .form(let ticket): Address.newCoChiefForm(number, ticket)
        case .summary(let draft): Address.coChiefDraft(number, draft)
        case .correction(let draft): Address.coChiefDraftForm(number, draft)
        case .discarding(let draft): Address.discardCoChiefDraft(number, draft)
        }
    }

    /// Where whoever gives up a registration goes back to, and where those that wait are listed.
    func home(ofRegistrationsAs role: Role) throws -> String {
        switch role {
        case .coManager, .manager: Address.quality(try thisEntity().number, try thisQuality().id)
        case .coChief: Address.coChiefs(try thisEntity().number)
        case .user, .chief, .representative: try here(.users)
        }
    }

    func registrationCrumbs(_ role: Role, _ last: String) throws -> [Crumb] {
        switch role {
        case .coManager, .manager: crumbs([Crumb(last)])
        case .user, .coChief, .chief, .representative: try personCrumbs(Crumb(last))
        }
    }

    func registrationTitle(_ role: Role) -> String { say("registration", of: role) }

    /// Where in the registration: the number, the data, the confirmation.
    func registrationSteps(_ current: Int, as role: Role) -> [FormStep] {
        [say("users.steps.number"), say(role == .user ? "users.steps.data" : "staff.steps.data"), say("users.steps.confirmation")].enumerated().map {
            FormStep(label: $1, done: $0 < current, current: $0 == current)
        }
    }

    /// A registration that waits, as a line above a list.
    func waiting(_ draft: WaitingUser) throws -> WaitingModel {
        let name = draft.wanted == .user ? draft.name : "\(draft.name) (\(say("roles.\(draft.wanted.rawValue)")))"
        return WaitingModel(
            name: name, href: draft.role == nil ? try here(.summary(draft.id), as: draft.wanted) : nil,
            settled: draft.role.map { settled($0, as: draft.wanted) },
            saved: say("users.drafts.saved", ["name": draft.author, "date": instant(draft.savedAt)]),
            discard: try here(.discarding(draft.id), as: draft.wanted))
    }

    /// Why a registration that was saved has nothing left to confirm.
    func settled(_ role: Role, as wanted: Role) -> String {
        wanted == .coChief ? say("staff.settled", ["role": say("roles.\(role.rawValue)")]) : settled(role)
    }

    /// As what a number is shown: whoever stands higher than they would there is not below the reader for that.
    func number(_ registrant: Registrant, as role: Role, on page: Disclosure.Page) -> String {
        let shown = registrant.person?.id == person?.id ? role : max(role, registrant.highestRole)
        return number(registrant.ssin, of: registrant.person?.id, as: shown, on: page)
    }
}

/// A registration that waits to be confirmed.
struct WaitingModel: Codable, Sendable {
    let name: String
    /// Where it is confirmed; nil when nothing is left to confirm.
    let href: String?
    /// Why.
    let settled: String?
    let saved: String
    let discard: String
}

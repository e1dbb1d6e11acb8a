import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Who is registered, how they sign in and, of a user, what they may open. Saving makes a draft, which gives nothing until confirmed (MISSION M5, M7, M8,
/// M10).
struct UserFormPage: Sendable {
    let role: Role

    /// Whom the form is about, and the draft it is saved as.
    private struct FormContext {
        let draft: Key<DraftRow>
        let ssin: SSIN
        /// As it was saved before; nil when this is the first time.
        let saved: UserDraft?
        let action: String
        let back: String
    }

    func ask(_ visit: Visit) async throws -> Response {
        let context = try context(fresh: visit)
        let registrant = try await registrant(context, visit)
        let colleague = role == .user ? try await visit.colleague() : nil
        return try await page(
            visit, context, registrant, Edit(names(context, registrant), of: prefilled(registrant, colleague, visit)), colleague: colleague)
    }

    func save(_ visit: Visit) async throws -> Response {
        let context = try context(fresh: visit)
        if let answer = try await savedByAnother(visit, context) { return answer }
        return try await save(visit, context)
    }

    func resume(_ visit: Visit) async throws -> Response {
        guard let draft = try await openDraft(visit) else {
            return visit.redirect(to: try visit.here(.summary(visit.part()), as: role))
        }
        let context = try context(of: draft, visit)
        let (registrant, content) = (try await registrant(context, visit), draft.content)
        let person = registrant.shownPerson
        let conflict = try await visit.house.read { tx in try tx.conflict(of: content, about: person) }
        let edit = Edit(
            UserDraft.comparedFields, of: content.form, showing: content.form(about: person), conflict,
            content.problems(for: registrant, in: try visit.standing(role).ticked))
        return try await page(visit, context, registrant, edit)
    }

    func saveAgain(_ visit: Visit) async throws -> Response {
        guard let draft = try await openDraft(visit) else {
            return visit.redirect(to: try visit.here(.summary(visit.part()), as: role))
        }
        return try await save(visit, try context(of: draft, visit))
    }

    private func save(_ visit: Visit, _ context: FormContext) async throws -> Response {
        let registrant = try await registrant(context, visit)
        do {
            try await keep(visit, context, registrant)
            return visit.redirect(to: try visit.here(.summary(context.draft), as: role))
        } catch let invalid as Invalid {
            return try await page(visit, context, registrant, Edit(names(context, registrant), typed: visit.form, invalid))
        } catch let changed as ChangedMeanwhile {
            return try await page(visit, context, registrant, Edit(names(context, registrant), typed: visit.form, changed))
        } catch Refusal.alreadyConfirmed {
            return visit.redirect(to: try visit.here(.summary(context.draft), as: role))
        } catch let refusal as Refusal {
            return try await page(visit, context, registrant, Edit(names(context, registrant), typed: visit.form), refusal: refusal)
        }
    }

    private func keep(_ visit: Visit, _ context: FormContext, _ registrant: Registrant) async throws {
        var reader = FormReader(visit.form)
        let details = UserDetails(&reader, for: registrant)
        let account = reader.account(for: registrant, kept: context.saved?.password != nil, visit)
        let standing = try visit.standing(role)
        let applications = standing.ticked.map { reader.applications(of: $0) } ?? []
        try reader.finish()
        var hash: String?
        if let password = account.password { hash = try await visit.house.passwords.hash(password) }
        try await visit.perform(
            SaveUserDraft(
                draft: context.draft, ssin: context.ssin, standing: standing, details: details, applications: applications,
                seen: visit.form.seen(context.saved == nil ? UserDraft.contactFields : UserDraft.comparedFields), userName: account.userName,
                hash: hash, isKnown: context.saved != nil))
    }

    /// A form that was filled in anew may have been saved before, and its draft changed by somebody else since: then the draft is shown, with what was typed.
    private func savedByAnother(_ visit: Visit, _ context: FormContext) async throws -> Response? {
        let (role, me) = (role, try visit.actor().person)
        let readers = try visit.standing(role).readers(me)
        let found = try await visit.house.read { tx -> (Draft<UserDraft>, LastChange)? in
            guard let draft = try tx.draft(context.draft, of: UserDraft.self, for: readers), draft.isOpen,
                draft.content.role == role, draft.content.savedBy != me
            else { return nil }
            return (draft, LastChange(at: draft.savedAt, author: try tx.person(draft.content.savedBy)?.name))
        }
        guard let (draft, change) = found else { return nil }
        do {
            try visit.form.check(UserDraft.comparedFields, beyondWhatWasShownIn: draft.content.form) { change }
            return nil
        } catch let changed as ChangedMeanwhile {
            let context = try self.context(of: draft, visit)
            return try await page(visit, context, try await registrant(context, visit), Edit(UserDraft.comparedFields, typed: visit.form, changed))
        }
    }

    // MARK: What the form is about

    private func context(fresh visit: Visit) throws -> FormContext {
        let sealed: SealedTicket = try visit.part()
        let ticket = try NewUserTicket(sealed, as: role, visit)
        return FormContext(
            draft: ticket.draft, ssin: ticket.ssin, saved: nil, action: try visit.here(.form(sealed), as: role),
            back: try visit.here(.number, as: role))
    }

    private func context(of draft: Draft<UserDraft>, _ visit: Visit) throws -> FormContext {
        FormContext(
            draft: draft.id, ssin: try draft.content.subject(), saved: draft.content,
            action: try visit.here(.correction(draft.id), as: role), back: try visit.here(.summary(draft.id), as: role))
    }

    private func openDraft(_ visit: Visit) async throws -> Draft<UserDraft>? {
        let (id, role): (Key<DraftRow>, Role) = (try visit.part(), role)
        let readers = try visit.standing(role).readers(visit.actor().person)
        let draft = try await visit.house.read { tx in try tx.userDraft(id, as: role, for: readers) }
        return draft.isOpen ? draft : nil
    }

    private func registrant(_ context: FormContext, _ visit: Visit) async throws -> Registrant {
        let (standing, occasion) = (try visit.standing(role), try visit.occasion())
        return try await visit.house.read { tx in try tx.registrant(context.ssin, as: standing, on: occasion) }
    }

    private func prefilled(_ registrant: Registrant, _ colleague: RegisteredUser?, _ visit: Visit) -> Form {
        let form = registrant.shownPerson.map { UserContact($0).form } ?? Form(["language": [visit.language.rawValue]])
        guard let colleague else { return form }
        return Form(form.values.merging(["applications": colleague.holding.applications.map(\.rawValue).sorted()]) { $1 })
    }

    /// What is compared when it is saved: a draft with what it said before, the data of someone known with what they are.
    private func names(_ context: FormContext, _ registrant: Registrant) -> [String] {
        if context.saved != nil { return UserDraft.comparedFields }
        return registrant.shownPerson == nil ? [] : UserDraft.contactFields
    }

    // MARK: The page

    private func page(
        _ visit: Visit, _ context: FormContext, _ registrant: Registrant, _ edit: Edit, refusal: Refusal? = nil, colleague: RegisteredUser? = nil
    ) async throws -> Response {
        let fields = Fields(visit, edit.form, edit.invalid, texts: "users.form")
        let model = UserFormModel(
            steps: visit.registrationSteps(1, as: role), place: try visit.placeName(), errors: fields.errors,
            meanwhile: edit.meanwhile(fields, visit.saidField), refusal: try await visit.refusalModel(refusal), action: context.action, was: edit.was,
            isNew: registrant.isNew, facts: identity(registrant, visit),
            familyName: registrant.isNew ? fields.field("familyName", required: true) : nil,
            givenName: registrant.isNew ? fields.field("givenName") : nil, title: registrant.isNew ? title(fields) : nil,
            contactNote: registrant.asksContact ? nil : visit.say("users.form.ownContact"),
            contact: registrant.asksContact ? visit.contactFields(fields) : nil,
            accountNote: accountNote(registrant, kept: context.saved?.password != nil, visit),
            account: registrant.mayOpenAccount ? account(fields, registrant, kept: context.saved?.password != nil) : nil,
            likeNote: colleague.map { visit.say("users.form.like", ["name": $0.person.name]) },
            applications: role == .user
                ? fields.checks("applications", try visit.applicationChoices(), required: true, chosen: Set(edit.form.all("applications"))) : nil,
            actions: visit.actions(visit.say("users.save"), back: context.back))
        return try visit.page(
            model, title: visit.registrationTitle(role), crumbs: try visit.registrationCrumbs(role, visit.registrationTitle(role)),
            status: refusal == nil ? edit.status : .unprocessableContent)
    }

    private func identity(_ registrant: Registrant, _ visit: Visit) -> [Fact] {
        let number = visit.fact("users.ssin", visit.number(registrant, as: role, on: .userForm), mono: true)
        guard let person = registrant.person else { return [number] }
        let roles = visit.rolesHere(of: registrant)
        guard registrant.isOurs else { return visit.names(person) + [number] + roles }
        return visit.nameFacts(person) + [number] + [visit.fact("users.userName", registrant.account?.userName ?? visit.say("users.none"))] + roles
    }

    private func title(_ fields: Fields) -> Select {
        let visit = fields.visit
        return fields.select(
            "title", [("", visit.say("users.none"))] + PersonTitle.allCases.map { ($0.rawValue, visit.say("titles.\($0.rawValue)")) })
    }

    private func accountNote(_ registrant: Registrant, kept: Bool, _ visit: Visit) -> String? {
        guard registrant.mayOpenAccount else { return registrant.isOurs ? nil : visit.say("users.form.signsInAlready") }
        return kept ? visit.say("users.form.passwordKept") : visit.say(registrant.isNew ? "users.form.accountNew" : "users.form.accountOptional")
    }

    private func account(_ fields: Fields, _ registrant: Registrant, kept: Bool) -> UserFormModel.Account {
        let isNew = registrant.isNew
        return UserFormModel.Account(
            userName: fields.field("userName", required: isNew, autocomplete: "off"),
            userNameAgain: fields.field("userNameAgain", required: isNew, autocomplete: "off"),
            password: fields.field("password", type: "password", required: isNew && !kept, autocomplete: "new-password"),
            passwordAgain: fields.field("passwordAgain", type: "password", required: isNew && !kept, autocomplete: "new-password"),
            rules: fields.visit.passwordRules(personal: PersonalWords(typed: fields.form, for: registrant)))
    }
}

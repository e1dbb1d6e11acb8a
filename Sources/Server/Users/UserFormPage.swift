import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Who the new user is, how they sign in and what they may open. Saving makes a draft, which gives nothing until confirmed (MISSION M10).
enum UserFormPage {
    /// Whom the form is about, and the draft it is saved as.
    private struct FormContext {
        let draft: Key<DraftRow>
        let ssin: SSIN
        /// As it was saved before; nil when this is the first time.
        let saved: UserDraft?
        let action: String
        let back: String
    }

    static func ask(_ visit: Visit) async throws -> Response {
        let context = try context(fresh: visit)
        let registrant = try await registrant(context, visit)
        return try await page(visit, context, registrant, Edit(names(context, registrant), of: prefilled(registrant, visit)))
    }

    static func save(_ visit: Visit) async throws -> Response {
        let context = try context(fresh: visit)
        if let answer = try await savedByAnother(visit, context) { return answer }
        return try await save(visit, context)
    }

    static func resume(_ visit: Visit) async throws -> Response {
        guard let draft = try await openDraft(visit) else {
            return visit.redirect(to: try visit.here(.userDraft, try visit.part() as Key<DraftRow>))
        }
        let context = try context(of: draft, visit)
        let (registrant, content) = (try await registrant(context, visit), draft.content)
        let person = registrant.shownPerson
        let conflict = try await visit.house.read { tx in try tx.conflict(of: content, about: person) }
        let edit = Edit(
            UserDraft.comparedFields, of: content.form, showing: content.form(about: person), conflict,
            content.problems(for: registrant, in: try visit.thisDomain()))
        return try await page(visit, context, registrant, edit)
    }

    static func saveAgain(_ visit: Visit) async throws -> Response {
        guard let draft = try await openDraft(visit) else {
            return visit.redirect(to: try visit.here(.userDraft, try visit.part() as Key<DraftRow>))
        }
        return try await save(visit, try context(of: draft, visit))
    }

    private static func save(_ visit: Visit, _ context: FormContext) async throws -> Response {
        let registrant = try await registrant(context, visit)
        do {
            try await keep(visit, context, registrant)
            return visit.redirect(to: try visit.here(.userDraft, context.draft))
        } catch let invalid as Invalid {
            return try await page(visit, context, registrant, Edit(names(context, registrant), typed: visit.form, invalid))
        } catch let changed as ChangedMeanwhile {
            return try await page(visit, context, registrant, Edit(names(context, registrant), typed: visit.form, changed))
        } catch Refusal.alreadyConfirmed {
            return visit.redirect(to: try visit.here(.userDraft, context.draft))
        } catch let refusal as Refusal {
            return try await page(visit, context, registrant, Edit(names(context, registrant), typed: visit.form), refusal: refusal)
        }
    }

    private static func keep(_ visit: Visit, _ context: FormContext, _ registrant: Registrant) async throws {
        var reader = FormReader(visit.form)
        let details = UserDetails(&reader, for: registrant)
        let account = reader.account(for: registrant, kept: context.saved?.password != nil, visit)
        let applications = reader.applications(of: try visit.thisDomain())
        try reader.finish()
        var hash: String?
        if let password = account.password { hash = try await visit.house.passwords.hash(password) }
        try await visit.perform(
            SaveUserDraft(
                draft: context.draft, ssin: context.ssin, quality: try visit.thisQuality(), details: details, applications: applications,
                seen: visit.form.seen(context.saved == nil ? UserDraft.contactFields : UserDraft.comparedFields), userName: account.userName,
                hash: hash, isKnown: context.saved != nil))
    }

    /// A form that was filled in anew may have been saved before, and its draft changed by somebody else since: then the draft is shown, with what was typed.
    private static func savedByAnother(_ visit: Visit, _ context: FormContext) async throws -> Response? {
        let (quality, me) = (try visit.thisQuality().id, try visit.actor().person)
        let found = try await visit.house.read { tx -> (Draft<UserDraft>, LastChange)? in
            guard let draft = try tx.draft(context.draft, of: UserDraft.self, for: .managers(of: quality)), draft.isOpen,
                draft.content.savedBy != me
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

    private static func context(fresh visit: Visit) throws -> FormContext {
        let sealed: SealedTicket = try visit.part()
        let ticket = try NewUserTicket(sealed, visit)
        return FormContext(
            draft: ticket.draft, ssin: ticket.ssin, saved: nil, action: try visit.here(.newUserForm, sealed), back: try visit.here(.newUser))
    }

    private static func context(of draft: Draft<UserDraft>, _ visit: Visit) throws -> FormContext {
        FormContext(
            draft: draft.id, ssin: try draft.content.subject(), saved: draft.content,
            action: try visit.here(.userDraftForm, draft.id), back: try visit.here(.userDraft, draft.id))
    }

    private static func openDraft(_ visit: Visit) async throws -> Draft<UserDraft>? {
        let (id, quality): (Key<DraftRow>, Quality.ID) = (try visit.part(), try visit.thisQuality().id)
        let draft = try await visit.house.read { tx in try tx.userDraft(id, in: quality) }
        return draft.isOpen ? draft : nil
    }

    private static func registrant(_ context: FormContext, _ visit: Visit) async throws -> Registrant {
        let (quality, occasion) = (try visit.thisQuality(), try visit.occasion())
        return try await visit.house.read { tx in try tx.registrant(context.ssin, in: quality, on: occasion) }
    }

    private static func prefilled(_ registrant: Registrant, _ visit: Visit) -> Form {
        registrant.shownPerson.map { UserContact($0).form } ?? Form(["language": [visit.language.rawValue]])
    }

    /// What is compared when it is saved: a draft with what it said before, the data of someone known with what they are.
    private static func names(_ context: FormContext, _ registrant: Registrant) -> [String] {
        if context.saved != nil { return UserDraft.comparedFields }
        return registrant.shownPerson == nil ? [] : UserDraft.contactFields
    }

    // MARK: The page

    private static func page(
        _ visit: Visit, _ context: FormContext, _ registrant: Registrant, _ edit: Edit, refusal: Refusal? = nil
    ) async throws -> Response {
        let fields = Fields(visit, edit.form, edit.invalid, texts: "users.form")
        let model = UserFormModel(
            steps: visit.registrationSteps(1), quality: try visit.qualityName(), errors: fields.errors,
            meanwhile: edit.meanwhile(fields, visit.saidField), refusal: try await visit.refusalModel(refusal), action: context.action, was: edit.was,
            isNew: registrant.isNew, facts: identity(registrant, visit),
            familyName: registrant.isNew ? fields.field("familyName", required: true) : nil,
            givenName: registrant.isNew ? fields.field("givenName") : nil, title: registrant.isNew ? title(fields) : nil,
            contactNote: registrant.asksContact ? nil : visit.say("users.form.ownContact"),
            contact: registrant.asksContact ? visit.contactFields(fields) : nil,
            accountNote: accountNote(registrant, kept: context.saved?.password != nil, visit),
            account: registrant.mayOpenAccount ? account(fields, registrant, kept: context.saved?.password != nil) : nil,
            applications: fields.checks("applications", try visit.applicationChoices(), required: true, chosen: Set(edit.form.all("applications"))),
            actions: visit.actions(visit.say("users.save"), back: context.back))
        return try visit.page(
            model, title: visit.say("users.registration"), crumbs: try visit.userCrumbs(Crumb(visit.say("users.registration"))),
            status: refusal == nil ? edit.status : .unprocessableContent)
    }

    private static func identity(_ registrant: Registrant, _ visit: Visit) -> [Fact] {
        let number = visit.fact(
            "users.ssin", visit.number(registrant.ssin, of: registrant.person?.id, as: .user, on: .userForm), mono: true)
        guard let person = registrant.person else { return [number] }
        guard registrant.isOurs else { return visit.names(person) + [number] }
        return visit.nameFacts(person) + [number] + [visit.fact("users.userName", registrant.account?.userName ?? visit.say("users.none"))]
    }

    private static func title(_ fields: Fields) -> Select {
        let visit = fields.visit
        return fields.select(
            "title", [("", visit.say("users.none"))] + PersonTitle.allCases.map { ($0.rawValue, visit.say("titles.\($0.rawValue)")) })
    }

    private static func accountNote(_ registrant: Registrant, kept: Bool, _ visit: Visit) -> String? {
        guard registrant.mayOpenAccount else { return registrant.isOurs ? nil : visit.say("users.form.signsInAlready") }
        return kept ? visit.say("users.form.passwordKept") : visit.say(registrant.isNew ? "users.form.accountNew" : "users.form.accountOptional")
    }

    private static func account(_ fields: Fields, _ registrant: Registrant, kept: Bool) -> UserFormModel.Account {
        let isNew = registrant.isNew
        return UserFormModel.Account(
            userName: fields.field("userName", required: isNew, autocomplete: "off"),
            userNameAgain: fields.field("userNameAgain", required: isNew, autocomplete: "off"),
            password: fields.field("password", type: "password", required: isNew && !kept, autocomplete: "new-password"),
            passwordAgain: fields.field("passwordAgain", type: "password", required: isNew && !kept, autocomplete: "new-password"),
            rules: fields.visit.passwordRules(personal: PersonalWords(typed: fields.form, for: registrant)))
    }
}

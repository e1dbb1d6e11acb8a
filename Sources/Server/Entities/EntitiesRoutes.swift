import Rules
import Web

/// | method    | address                                     | gate              | what happens |
/// |-----------|---------------------------------------------|-------------------|--------------|
/// | GET       | /entities                                   | signed in, confined: its entity | S6: my entities, and my roles in each as links |
/// | GET       | /entities/:entity                           | consult-entity    | M2: the entity's home: its qualities, what can be done next |
/// | GET       | /entities/:entity/responsibilities          | consult-entity    | M2: who manages what, as a picture and as a list |
/// | GET       | …/qualities/:quality/responsibilities       | consult-qualities | M2: the same of one quality |
/// | GET       | /entities/:entity/contact                   | edit-entity       | M4: its e-mail address and telephone |
/// | POST      | /entities/:entity/contact                   | edit-entity       | saves them |
/// | GET       | /entities/:entity/co-chiefs                 | consult-entity    | M5: the co-chiefs, and the drafts that wait |
/// | GET, POST | /entities/:entity/co-chiefs/new             | appoint-co-chiefs | M5: asks the national number; a refusal says why not |
/// | GET, POST | /entities/:entity/co-chiefs/new/:number     | appoint-co-chiefs | M5: the form for that person; saves a draft |
/// | GET, POST | /entities/:entity/co-chiefs/drafts/:draft   | appoint-co-chiefs | M5: summary; confirms, and only then are they co-chief |
/// | GET, POST | …/co-chiefs/drafts/:draft/edit              | appoint-co-chiefs | M5: the same form again, filled in |
/// | GET, POST | …/co-chiefs/drafts/:draft/discard           | appoint-co-chiefs | M5: throws the draft away |
/// | GET       | /entities/:entity/co-chiefs/:coChief        | consult-entity    | M5: who, since when, under which authority |
/// | GET, POST | /entities/:entity/co-chiefs/:coChief/edit   | appoint-co-chiefs | M5: language and e-mail addresses |
/// | GET, POST | …/co-chiefs/:coChief/password               | appoint-co-chiefs | M5: a new password, to be changed at the next sign-in |
/// | GET, POST | …/co-chiefs/:coChief/block                  | appoint-co-chiefs | M5: manages nothing for now |
/// | GET, POST | …/co-chiefs/:coChief/unblock                | appoint-co-chiefs | M5: gives back what the block kept |
/// | GET, POST | …/co-chiefs/:coChief/remove                 | appoint-co-chiefs | M5: ends the assignment |
enum EntitiesRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.mine, .signedIn(confined: .seesItsEntity), MyEntitiesPage.show), .get(.entity, .power(.consultEntity), EntityPage.show),
            .get(.responsibilities, .power(.consultEntity), ResponsibilitiesPage.show),
            .get(.qualityResponsibilities, .power(.consultQualities), ResponsibilitiesPage.show),
            .get(.entityContact, .power(.editEntity), EntityContactPage.ask), .post(.entityContact, .power(.editEntity), EntityContactPage.save),
            .get(.coChiefs, .power(.consultEntity), CoChiefListPage.show),
        ] + registration + acts
    }

    private static var registration: [Route] {
        let (number, form) = (NewUserPage(role: .coChief), UserFormPage(role: .coChief))
        let (summary, discarding) = (UserDraftPage(role: .coChief), DiscardUserDraftPage(role: .coChief))
        return [
            .get(.newCoChief, .power(.appointCoChiefs), number.ask), .post(.newCoChief, .power(.appointCoChiefs), number.check),
            .get(.newCoChiefForm, .power(.appointCoChiefs), form.ask), .post(.newCoChiefForm, .power(.appointCoChiefs), form.save),
            .get(.coChiefDraft, .power(.appointCoChiefs), summary.show), .post(.coChiefDraft, .power(.appointCoChiefs), summary.confirm),
            .get(.coChiefDraftForm, .power(.appointCoChiefs), form.resume), .post(.coChiefDraftForm, .power(.appointCoChiefs), form.saveAgain),
            .get(.discardCoChiefDraft, .power(.appointCoChiefs), discarding.ask),
            .post(.discardCoChiefDraft, .power(.appointCoChiefs), discarding.discard),
        ]
    }

    static func menu(_ visit: Visit) -> [MenuEntry] {
        [
            visit.entry(.entity, .consultEntity, "entities.menu.home") { number, _ in Address.entity(number) },
            visit.entry(.entity, .consultEntity, "staff.co-chief.list") { number, _ in Address.coChiefs(number) },
            visit.entry(.entity, .editEntity, "entities.menu.details") { number, _ in Address.entityContact(number) },
            visit.quality == nil
                ? visit.entry(.entity, .consultEntity, "entities.responsibilities.title") { number, _ in Address.responsibilities(number) } : nil,
            visit.entry(.quality, .consultQualities, "entities.responsibilities.title") { number, quality in
                quality.map { Address.qualityResponsibilities(number, $0.id) }
            },
        ].compactMap(\.self)
    }

    private static var acts: [Route] {
        [
            .get(.coChief, .power(.consultEntity), UserPage.show),
            .get(.editCoChief, .power(.appointCoChiefs), EditUserPage.ask), .post(.editCoChief, .power(.appointCoChiefs), EditUserPage.save),
            .get(.coChiefPassword, .power(.appointCoChiefs), UserPasswordPage.ask),
            .post(.coChiefPassword, .power(.appointCoChiefs), UserPasswordPage.set),
            .get(.blockCoChief, .power(.appointCoChiefs), BlockUserPage.ask), .post(.blockCoChief, .power(.appointCoChiefs), BlockUserPage.block),
            .get(.unblockCoChief, .power(.appointCoChiefs), UnblockUserPage.ask),
            .post(.unblockCoChief, .power(.appointCoChiefs), UnblockUserPage.unblock),
            .get(.removeCoChief, .power(.appointCoChiefs), RemoveUserPage.ask),
            .post(.removeCoChief, .power(.appointCoChiefs), RemoveUserPage.remove),
        ]
    }

    /// The list in which a co-chief stands who is one already.
    static func remedy(for refusal: Refusal, in visit: Visit) async throws -> Link? {
        guard refusal == .alreadyCoChief else { return nil }
        return visit.page(.consultEntity) { number, _ in Link(visit.say("staff.co-chief.list"), Address.coChiefs(number)) }
    }
}

extension Address {
    static let responsibilities = TypedAddress("/entities/:entity/responsibilities", EnterpriseNumber.self)
    static let qualityResponsibilities = TypedAddress("/entities/:entity/qualities/:quality/responsibilities", EnterpriseNumber.self, Quality.ID.self)
    static let coChiefs = TypedAddress("/entities/:entity/co-chiefs", EnterpriseNumber.self)
    static let newCoChief = TypedAddress("/entities/:entity/co-chiefs/new", EnterpriseNumber.self)
    static let newCoChiefForm = TypedAddress("/entities/:entity/co-chiefs/new/:number", EnterpriseNumber.self, SealedTicket.self)
    static let coChiefDraft = TypedAddress("/entities/:entity/co-chiefs/drafts/:draft", EnterpriseNumber.self, Key<DraftRow>.self)
    static let coChiefDraftForm = TypedAddress("/entities/:entity/co-chiefs/drafts/:draft/edit", EnterpriseNumber.self, Key<DraftRow>.self)
    static let discardCoChiefDraft = TypedAddress("/entities/:entity/co-chiefs/drafts/:draft/discard", EnterpriseNumber.self, Key<DraftRow>.self)
    static let coChief = TypedAddress("/entities/:entity/co-chiefs/:coChief", EnterpriseNumber.self, Assignment.ID.self)
    static let editCoChief = TypedAddress("/entities/:entity/co-chiefs/:coChief/edit", EnterpriseNumber.self, Assignment.ID.self)
    static let coChiefPassword = TypedAddress("/entities/:entity/co-chiefs/:coChief/password", EnterpriseNumber.self, Assignment.ID.self)
    static let blockCoChief = TypedAddress("/entities/:entity/co-chiefs/:coChief/block", EnterpriseNumber.self, Assignment.ID.self)
    static let unblockCoChief = TypedAddress("/entities/:entity/co-chiefs/:coChief/unblock", EnterpriseNumber.self, Assignment.ID.self)
    static let removeCoChief = TypedAddress("/entities/:entity/co-chiefs/:coChief/remove", EnterpriseNumber.self, Assignment.ID.self)
}

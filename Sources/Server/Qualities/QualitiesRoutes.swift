import Rules
import Web

/// | method | address                                             | gate                | what happens |
/// |--------|-----------------------------------------------------|---------------------|--------------|
/// | GET    | /entities/:entity/activate                          | activate-qualities  | M3: choose a domain, give its data |
/// | POST   | /entities/:entity/activate                          | activate-qualities  | summary, then activation |
/// | GET    | /entities/:entity/qualities/:quality                | consult-qualities   | M14: details, manager, applications, and the drafts that wait |
/// | GET    | /entities/:entity/qualities/:quality/contact        | edit-qualities      | M14: the quality's e-mail address |
/// | POST   | /entities/:entity/qualities/:quality/contact        | edit-qualities      | |
/// | GET    | /entities/:entity/qualities/:quality/manager        | appoint-managers    | M7: who manages from now on; of another, the national number |
/// | POST   | /entities/:entity/qualities/:quality/manager        | appoint-managers    | of the chief summary, then replacement |
/// | GET, POST | …/manager/new/:number                            | appoint-managers    | M7: the form for that person; saves a draft |
/// | GET, POST | …/manager/drafts/:draft                          | appoint-managers    | M7: summary; confirms, and only then is the manager replaced |
/// | GET, POST | …/manager/drafts/:draft/edit                     | appoint-managers    | M7: the same form again, filled in |
/// | GET, POST | …/manager/drafts/:draft/discard                  | appoint-managers    | M7: throws the draft away |
/// | GET, POST | /entities/:entity/qualities/:quality/co-managers | appoint-co-managers | M8: asks the national number; a refusal says why not |
/// | GET, POST | …/co-managers/new/:number                        | appoint-co-managers | M8: the form for that person; saves a draft |
/// | GET, POST | …/co-managers/drafts/:draft                      | appoint-co-managers | M8: summary; confirms, and only then are they co-manager |
/// | GET, POST | …/co-managers/drafts/:draft/edit                 | appoint-co-managers | M8: the same form again, filled in |
/// | GET, POST | …/co-managers/drafts/:draft/discard              | appoint-co-managers | M8: throws the draft away |
enum QualitiesRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.activateQuality, .power(.activateQualities), ActivateQualityPage.ask),
            .post(.activateQuality, .power(.activateQualities), ActivateQualityPage.submit),
            .get(.quality, .power(.consultQualities), QualityPage.show),
            .get(.qualityContact, .power(.editQualities), QualityContactPage.ask),
            .post(.qualityContact, .power(.editQualities), QualityContactPage.save),
        ] + managers + coManagers
    }

    private static var managers: [Route] {
        let (form, summary) = (UserFormPage(role: .manager), UserDraftPage(role: .manager))
        let discarding = DiscardUserDraftPage(role: .manager)
        return [
            .get(.qualityManager, .power(.appointManagers), ReplaceManagerPage.ask),
            .post(.qualityManager, .power(.appointManagers), ReplaceManagerPage.choose),
            .get(.newManagerForm, .power(.appointManagers), form.ask), .post(.newManagerForm, .power(.appointManagers), form.save),
            .get(.managerDraft, .power(.appointManagers), summary.show), .post(.managerDraft, .power(.appointManagers), summary.confirm),
            .get(.managerDraftForm, .power(.appointManagers), form.resume), .post(.managerDraftForm, .power(.appointManagers), form.saveAgain),
            .get(.discardManagerDraft, .power(.appointManagers), discarding.ask),
            .post(.discardManagerDraft, .power(.appointManagers), discarding.discard),
        ]
    }

    private static var coManagers: [Route] {
        let (number, form) = (NewUserPage(role: .coManager), UserFormPage(role: .coManager))
        let (summary, discarding) = (UserDraftPage(role: .coManager), DiscardUserDraftPage(role: .coManager))
        return [
            .get(.coManagers, .power(.appointCoManagers), number.ask), .post(.coManagers, .power(.appointCoManagers), number.check),
            .get(.newCoManagerForm, .power(.appointCoManagers), form.ask), .post(.newCoManagerForm, .power(.appointCoManagers), form.save),
            .get(.coManagerDraft, .power(.appointCoManagers), summary.show), .post(.coManagerDraft, .power(.appointCoManagers), summary.confirm),
            .get(.coManagerDraftForm, .power(.appointCoManagers), form.resume),
            .post(.coManagerDraftForm, .power(.appointCoManagers), form.saveAgain),
            .get(.discardCoManagerDraft, .power(.appointCoManagers), discarding.ask),
            .post(.discardCoManagerDraft, .power(.appointCoManagers), discarding.discard),
        ]
    }

    static func menu(_ visit: Visit) -> [MenuEntry] {
        [
            visit.entry(.entity, .activateQualities, "qualities.activate.title") { number, _ in Address.activateQuality(number) },
            visit.entry(.quality, .consultQualities, "qualities.menu.home") { number, quality in quality.map { Address.quality(number, $0.id) } },
            visit.entry(.quality, .editQualities, "qualities.menu.details") { number, quality in quality.map { Address.qualityContact(number, $0.id) }
            },
        ].compactMap(\.self)
    }
}

extension Address {
    static let qualityContact = TypedAddress("/entities/:entity/qualities/:quality/contact", EnterpriseNumber.self, Quality.ID.self)
    static let qualityManager = TypedAddress("/entities/:entity/qualities/:quality/manager", EnterpriseNumber.self, Quality.ID.self)
    static let newManagerForm = TypedAddress(
        "/entities/:entity/qualities/:quality/manager/new/:number", EnterpriseNumber.self, Quality.ID.self, SealedTicket.self)
    static let managerDraft = TypedAddress(
        "/entities/:entity/qualities/:quality/manager/drafts/:draft", EnterpriseNumber.self, Quality.ID.self, Key<DraftRow>.self)
    static let managerDraftForm = TypedAddress(
        "/entities/:entity/qualities/:quality/manager/drafts/:draft/edit", EnterpriseNumber.self, Quality.ID.self, Key<DraftRow>.self)
    static let discardManagerDraft = TypedAddress(
        "/entities/:entity/qualities/:quality/manager/drafts/:draft/discard", EnterpriseNumber.self, Quality.ID.self, Key<DraftRow>.self)
    static let coManagers = TypedAddress("/entities/:entity/qualities/:quality/co-managers", EnterpriseNumber.self, Quality.ID.self)
    static let newCoManagerForm = TypedAddress(
        "/entities/:entity/qualities/:quality/co-managers/new/:number", EnterpriseNumber.self, Quality.ID.self, SealedTicket.self)
    static let coManagerDraft = TypedAddress(
        "/entities/:entity/qualities/:quality/co-managers/drafts/:draft", EnterpriseNumber.self, Quality.ID.self, Key<DraftRow>.self)
    static let coManagerDraftForm = TypedAddress(
        "/entities/:entity/qualities/:quality/co-managers/drafts/:draft/edit", EnterpriseNumber.self, Quality.ID.self, Key<DraftRow>.self)
    static let discardCoManagerDraft = TypedAddress(
        "/entities/:entity/qualities/:quality/co-managers/drafts/:draft/discard", EnterpriseNumber.self, Quality.ID.self, Key<DraftRow>.self)
}

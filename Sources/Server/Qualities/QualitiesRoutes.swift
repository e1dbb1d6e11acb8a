import Rules
import Web

/// | method | address                                             | gate                | what happens |
/// |--------|-----------------------------------------------------|---------------------|--------------|
/// | GET    | /entities/:entity/activate                          | activate-qualities  | M3: choose a domain, give its data |
/// | POST   | /entities/:entity/activate                          | activate-qualities  | summary, then activation |
/// | GET    | /entities/:entity/qualities/:quality                | consult-qualities   | M14: details, manager, applications |
/// | GET    | /entities/:entity/qualities/:quality/contact        | edit-qualities      | M14: the quality's e-mail address |
/// | POST   | /entities/:entity/qualities/:quality/contact        | edit-qualities      | |
/// | GET    | /entities/:entity/qualities/:quality/manager        | appoint-managers    | M7: who manages from now on |
/// | POST   | /entities/:entity/qualities/:quality/manager        | appoint-managers    | summary, then replacement |
/// | GET    | /entities/:entity/qualities/:quality/co-managers    | appoint-co-managers | M8: appoint a co-manager |
/// | POST   | /entities/:entity/qualities/:quality/co-managers    | appoint-co-managers | summary, then appointment |
/// | GET    | …/co-managers/:holding/remove                       | appoint-co-managers | M8: what removing will change |
/// | POST   | …/co-managers/:holding/remove                       | appoint-co-managers | removal |
enum QualitiesRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.activateQuality, .power(.activateQualities), ActivateQualityPage.ask),
            .post(.activateQuality, .power(.activateQualities), ActivateQualityPage.submit),
            .get(.quality, .power(.consultQualities), QualityPage.show),
            .get(.qualityContact, .power(.editQualities), QualityContactPage.ask),
            .post(.qualityContact, .power(.editQualities), QualityContactPage.save),
            .get(.qualityManager, .power(.appointManagers), ReplaceManagerPage.ask),
            .post(.qualityManager, .power(.appointManagers), ReplaceManagerPage.submit),
            .get(.coManagers, .power(.appointCoManagers), AppointCoManagerPage.ask),
            .post(.coManagers, .power(.appointCoManagers), AppointCoManagerPage.submit),
            .get(.removeCoManager, .power(.appointCoManagers), RemoveCoManagerPage.ask),
            .post(.removeCoManager, .power(.appointCoManagers), RemoveCoManagerPage.remove),
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
    static let coManagers = TypedAddress("/entities/:entity/qualities/:quality/co-managers", EnterpriseNumber.self, Quality.ID.self)
    static let removeCoManager = TypedAddress(
        "/entities/:entity/qualities/:quality/co-managers/:holding/remove", EnterpriseNumber.self, Quality.ID.self, Assignment.ID.self)
}

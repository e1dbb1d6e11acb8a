import Rules
import Web

/// Where a page is about one user, …/users/:user stands under the entity and quality.
///
/// | method    | address                                       | gate                         | what happens |
/// |-----------|-----------------------------------------------|------------------------------|--------------|
/// | GET, POST | /entities/:entity/history                     | consult-entity               | what was done in the entity and its qualities, by kind, person and period |
/// | GET, POST | /entities/:entity/qualities/:quality/history  | consult-qualities            | the same of one quality |
/// | GET, POST | …/users/:user/history                         | search-users                 | what was done to a user, co-manager or manager there |
/// | GET, POST | /entities/:entity/co-chiefs/:coChief/history  | consult-entity               | what was done to a co-chief |
/// | GET       | …/users/:user/why/:application                | search-users                 | from an access up to the company register, or why there is none |
/// | GET, POST | /me/history                                   | signed in, confined: refused | what was done to me, and by whom |
/// | GET, POST | /me/history/views                             | signed in, confined: refused | who saw my number in full, or looked for me by it |
/// | GET       | /me/accesses/why                              | signed in, confined: its entity | the same of an access of my own |
enum HistoryRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.entityHistory, .power(.consultEntity), HistoryPage.ofEntity), .post(.entityHistory, .power(.consultEntity), HistoryPage.ofEntity),
            .get(.qualityHistory, .power(.consultQualities), HistoryPage.ofQuality),
            .post(.qualityHistory, .power(.consultQualities), HistoryPage.ofQuality),
            .get(.userHistory, .power(.searchUsers), HistoryPage.ofUser), .post(.userHistory, .power(.searchUsers), HistoryPage.ofUser),
            .get(.coChiefHistory, .power(.consultEntity), HistoryPage.ofUser), .post(.coChiefHistory, .power(.consultEntity), HistoryPage.ofUser),
            .get(.why, .power(.searchUsers), WhyPage.show),
            .get(.ownHistory, .signedIn(confined: .refused), OwnHistoryPage.show),
            .post(.ownHistory, .signedIn(confined: .refused), OwnHistoryPage.show),
            .get(.ownViews, .signedIn(confined: .refused), OwnViewsPage.show), .post(.ownViews, .signedIn(confined: .refused), OwnViewsPage.show),
            .get(.ownWhy, .signedIn(confined: .seesItsEntity), OwnWhyPage.show),
        ]
    }

    static func menu(_ visit: Visit) -> [MenuEntry] {
        [
            visit.entry(.entity, .consultEntity, "history.menu.entity") { number, _ in Address.entityHistory(number) },
            visit.entry(.quality, .consultQualities, "history.menu.quality") { number, quality in
                quality.map { Address.qualityHistory(number, $0.id) }
            },
            MenuEntry(group: .ownData, label: "history.menu.own", href: Address.ownHistory()),
        ].compactMap(\.self)
    }
}

extension Address {
    static let entityHistory = TypedAddress("/entities/:entity/history", EnterpriseNumber.self)
    static let qualityHistory = TypedAddress("/entities/:entity/qualities/:quality/history", EnterpriseNumber.self, Quality.ID.self)
    static let userHistory = TypedAddress(
        "/entities/:entity/qualities/:quality/users/:user/history", EnterpriseNumber.self, Quality.ID.self, Assignment.ID.self)
    static let coChiefHistory = TypedAddress("/entities/:entity/co-chiefs/:coChief/history", EnterpriseNumber.self, Assignment.ID.self)
    static let why = TypedAddress(
        "/entities/:entity/qualities/:quality/users/:user/why/:application", EnterpriseNumber.self, Quality.ID.self, Assignment.ID.self,
        SecuredApplication.Code.self)
    static let ownHistory = TypedAddress("/me/history")
    static let ownViews = TypedAddress("/me/history/views")
    static let ownWhy = TypedAddress("/me/accesses/why")
}

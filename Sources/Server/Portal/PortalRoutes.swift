import Hummingbird

/// | method | address          | gate | what happens |
/// |--------|------------------|------|--------------|
/// | GET    | /                | open | P1: the three services |
/// | GET    | /access-managers | open | P2: the service, step by step |
/// | GET    | /help            | open | terms, questions, contact |
/// | GET    | /assets/:file    | open | styles, scripts and pictures |
enum PortalRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.home, .open) { try $0.page("portal/home", title: $0.say("portal.home.title"), $0.portal) },
            .get(.accessManagers, .open) { try $0.page("portal/access-managers", title: $0.say("portal.accessManagers.title"), $0.portal) },
            .get(.help, .open) { try $0.page("portal/help", title: $0.say("portal.help.title"), $0.portal) },
            .get(.asset, .open) { try Assets.answer($0) },
        ]
    }
}

extension Address {
    static let asset: Address = "/assets/:file"
}

extension Visit {
    /// What the pages before signing in show: who can be asked, and where to go on.
    var portal: [String: Any] {
        let contact = house.settings.contact
        return [
            "contact": ["name": contact.name, "phone": contact.phone, "hours": contact.hours], "designation": Address.designation(),
            "accessManagers": Address.accessManagers(), "ownData": Address.ownData(),
        ]
    }
}

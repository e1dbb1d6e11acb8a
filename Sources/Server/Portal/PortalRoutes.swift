import Hummingbird
import Web

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
    /// Where the pages before signing in lead on.
    var portal: [String: Any] {
        ["designation": Address.designation(), "accessManagers": Address.accessManagers(), "ownData": Address.ownData()]
    }
}

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
            .get(.home, .open) { try $0.page(HomeModel(), title: $0.say("portal.home.title")) },
            .get(.accessManagers, .open) { try $0.page(AccessManagersModel(), title: $0.say("portal.accessManagers.title")) },
            .get(.help, .open) { try $0.page(HelpModel(), title: $0.say("portal.help.title")) },
            .get(.asset, .open) { try Assets.answer($0) },
        ]
    }
}

extension Address {
    static let asset = TypedAddress("/assets/:file", AssetName.self)
}

struct HomeModel: PageModel {
    static let template = "portal/home"

    var designation = Address.designation()
    var accessManagers = Address.accessManagers()
    var ownData = Address.ownData()
}

struct AccessManagersModel: PageModel {
    static let template = "portal/access-managers"

    var designation = Address.designation()
}

/// Its words and its frame say all there is.
struct HelpModel: PageModel {
    static let template = "portal/help"
}

import Foundation
import Hummingbird
import Rules
import Web

/// What surrounds every page: where I am, as whom, for which entity, in which language, and what has just happened (MISSION P3).
extension Visit {
    /// - Parameters:
    ///   - posts: the page has a form with what was typed: another language must not lose it.
    ///   - answer: what it says, to be said again in another language.
    ///   - names: of those whom a notice on this page may be about, by their keys.
    func frame(title: String, crumbs: [Crumb], posts: Bool, telling answer: ToldBefore, naming names: [Int64: String] = [:]) -> [String: Any] {
        var frame: [String: Any] = [
            "lang": language.rawValue, "title": title, "documentTitle": documentTitle(title), "assets": house.pages.assets, "csrf": csrf,
            "demo": house.settings.isDemo, "languages": languages(posts ? answer : ToldBefore()), "posts": posts, "crumbs": crumbs.map(\.model),
            "nav": navigation, "home": "/",
            "help": Address.help(), "signIn": Address.signIn(), "signOut": Address.signOut(), "mine": Address.mine(),
            "contact": contactCentre?.model ?? false,
        ]
        if let person { frame["visitor"] = ["name": person.name] }
        if let acting, let entity {
            frame["acting"] = [
                "role": say("roles.\(acting.role.rawValue)"), "entity": entity.name, "number": entity.number.formatted,
                "href": homeHere(entity),
            ]
        }
        if posts, form.isShownAgain, form.values.contains(where: { $0.key.lowercased().contains("password") && $0.value != [""] }) {
            frame["notice"] = ["text": say("layout.passwordsNotKept"), "warn": true]
        } else if let notice {
            frame["notice"] = ["text": text(of: notice, naming: names), notice.tellsOfLoss ? "warn" : "good": true]
        }
        return frame
    }

    /// What the browser's tab says: the page, the entity that one acts for, the site; none of them twice.
    private func documentTitle(_ title: String) -> String {
        [title, acting == nil ? nil : entity?.name, "Chatelaine"].compactMap(\.self).reduce(into: [String]()) { parts, part in
            if !parts.contains(part) { parts.append(part) }
        }.joined(separator: " – ")
    }

    /// What happened, and to whom when this page knows their name.
    private func text(of notice: Notice, naming names: [Int64: String]) -> String {
        let named = "notices.named.\(notice.code)"
        guard let name = notice.subject.flatMap({ names[$0] }), house.pages.texts.phrases[named] != nil else { return say("notices.\(notice.code)") }
        return say(named, ["name": name])
    }

    /// Where the work in this entity is, for someone with these roles: the entity's home, the one quality, or only the list of entities.
    private func homeHere(_ entity: Entity) -> String {
        let digits = entity.number.digits
        if roles.contains(where: { $0.may(.consultEntity, in: Place(entity: entity.id)) }) { return Address.entity(digits) }
        guard let quality, roles.contains(where: { $0.may(.consultQualities, in: Place(quality)) }) else { return Address.mine() }
        return Address.quality(digits, quality.id)
    }

    /// This same page in each language; where it answers a form, the form is sent along, only to be shown again with what the answer told. Relative,
    /// with the rest of the query, so that neither a search nor a draft is lost, and so that no address, however it is written
    /// (`//elsewhere.example`), becomes a link to another host.
    private func languages(_ answer: ToldBefore) -> [[String: Any]] {
        let kept = (request.uri.query ?? "").split(separator: "&").map(String.init).filter { !$0.hasPrefix("language=") && !$0.hasPrefix("told=") }
        return Language.allCases.map { other in
            [
                "code": other.rawValue, "label": other.ownName,
                "href": "?" + (kept + ["language=\(other.rawValue)"] + answer.written).joined(separator: "&"),
                "current": other == language,
            ]
        }
    }

    private var navigation: [[String: Any]] {
        guard session != nil else { return [] }
        return [("layout.nav.mine", Address.mine()), ("layout.nav.ownData", Address.ownData()), ("layout.nav.ownAccesses", Address.ownAccesses())].map
        {
            ["label": say($0.0), "href": $0.1, "current": request.uri.path == $0.1]
        }
    }
}

extension Language {
    /// The language's name in itself.
    var ownName: String {
        switch self {
        case .fr: "Français"
        case .nl: "Nederlands"
        case .de: "Deutsch"
        case .en: "English"
        }
    }
}

extension Address {
    static let home: Address = "/"
    static let help: Address = "/help"
    static let accessManagers: Address = "/access-managers"
    static let signIn: Address = "/sign-in"
    static let signOut: Address = "/sign-out"
    /// My entities and my roles in each (MISSION S6).
    static let mine: Address = "/entities"
    static let entity: Address = "/entities/:entity"
    static let ownData: Address = "/me"
    static let ownAccesses: Address = "/me/accesses"
}

import Foundation
import Hummingbird
import Rules
import Web

/// What surrounds every page: where I am, as whom, for which entity, in which language, and what has just happened (MISSION P3).
extension Visit {
    /// - Parameters:
    ///   - posts: the page has a form with what was typed: another language must not lose it.
    ///   - model: what it says of that form is said again in another language.
    ///   - names: of those whom a notice on this page may be about, by their keys.
    func frame(title: String, crumbs: [Crumb], posts: Bool, telling model: some PageModel, naming names: [Int64: String] = [:]) -> PageFrame {
        PageFrame(
            lang: language.rawValue, title: title, documentTitle: documentTitle(title), hasErrors: model.hasErrors, assets: house.pages.assets,
            csrf: csrf, demo: house.settings.isDemo, languages: languages(posts ? model.told : ToldBefore()), posts: posts, crumbs: crumbs,
            nav: navigation, home: Address.home(), help: Address.help(), signIn: Address.signIn(), signOut: Address.signOut(), mine: Address.mine(),
            contact: contactCentre, functions: functionMenu, visitor: person.map { PageFrame.Visitor(name: $0.name) }, acting: actingTag,
            notice: posts && losesPasswords ? NoticeModel(text: say("layout.passwordsNotKept"), warn: true) : told(naming: names))
    }

    private var actingTag: PageFrame.Acting? {
        guard let acting, let entity else { return nil }
        return PageFrame.Acting(
            role: say("roles.\(acting.role.rawValue)"), entity: entity.name, number: entity.number.formatted, href: homeHere(entity),
            quality: quality.map { PageFrame.Acting.Quality(label: label(of: $0.domain), identifier: identifier(of: $0)) })
    }

    /// Passwords were typed that are not shown again.
    private var losesPasswords: Bool {
        form.isShownAgain && form.values.contains { $0.key.lowercased().contains("password") && $0.value != [""] }
    }

    private func told(naming names: [Int64: String]) -> NoticeModel? {
        notice.map { notice in
            NoticeModel(
                text: text(of: notice, naming: names), good: !notice.tellsOfLoss, warn: notice.tellsOfLoss,
                action: Features.all.lazy.compactMap { $0.followUp(of: notice, in: self) }.first)
        }
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
        let number = entity.number
        if roles.contains(where: { $0.may(.consultEntity, in: Place(entity: entity.id)) }) { return Address.entity(number) }
        guard let quality, roles.contains(where: { $0.may(.consultQualities, in: Place(quality)) }) else { return Address.mine() }
        return Address.quality(number, quality.id)
    }

    /// This same page in each language; where it answers a form, the form is sent along, only to be shown again with what the answer told. Relative,
    /// with the rest of the query, so that neither a search nor a draft is lost, and so that no address, however it is written
    /// (`//elsewhere.example`), becomes a link to another host.
    private func languages(_ answer: ToldBefore) -> [PageFrame.LanguageLink] {
        let kept = (request.uri.query ?? "").split(separator: "&").map(String.init).filter {
            !$0.hasPrefix("language=") && !$0.hasPrefix("told=") && Form(urlEncoded: $0)?.holdsNumber != true
        }
        return Language.allCases.map { other in
            PageFrame.LanguageLink(
                code: other.rawValue, label: other.ownName,
                href: "?" + (kept + ["language=\(other.rawValue)"] + answer.written).joined(separator: "&"),
                current: other == language)
        }
    }

    private var navigation: [PageFrame.Place] {
        guard session != nil else { return [] }
        return [("layout.nav.mine", Address.mine()), ("layout.nav.ownData", Address.ownData()), ("layout.nav.ownAccesses", Address.ownAccesses())].map
        {
            PageFrame.Place(label: say($0.0), href: $0.1, current: request.uri.path == $0.1)
        }
    }
}

/// What templates call `page`.
struct PageFrame: Codable, Sendable {
    struct LanguageLink: Codable, Sendable {
        let code: String
        let label: String
        let href: String
        let current: Bool
    }

    struct Place: Codable, Sendable {
        let label: String
        let href: String
        let current: Bool
    }

    struct Visitor: Codable, Sendable { let name: String }

    /// As whom one is here, and for which entity.
    struct Acting: Codable, Sendable {
        let role: String
        let entity: String
        let number: String
        let href: String
        /// And for which of its qualities.
        let quality: Quality?

        struct Quality: Codable, Sendable {
            let label: String
            let identifier: String
        }
    }

    let lang: String
    let title: String
    let documentTitle: String
    /// Something that was sent has to be corrected.
    let hasErrors: Bool
    let assets: String
    let csrf: String
    let demo: Bool
    let languages: [LanguageLink]
    let posts: Bool
    let crumbs: [Crumb]
    let nav: [Place]
    let home: String
    let help: String
    let signIn: String
    let signOut: String
    let mine: String
    let contact: ContactCentre?
    let functions: FunctionMenu?
    let visitor: Visitor?
    let acting: Acting?
    let notice: NoticeModel?
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
    static let home = TypedAddress("/")
    static let help = TypedAddress("/help")
    static let accessManagers = TypedAddress("/access-managers")
    static let signIn = TypedAddress("/sign-in")
    static let signOut = TypedAddress("/sign-out")
    /// My entities and my roles in each (MISSION S6).
    static let mine = TypedAddress("/entities")
    static let entity = TypedAddress("/entities/:entity", EnterpriseNumber.self)
    static let ownData = TypedAddress("/me")
    static let ownAccesses = TypedAddress("/me/accesses")
}

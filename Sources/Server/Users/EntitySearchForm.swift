import Foundation
import Rules
import Web

/// What a search over an entity asks, in the order of the manual: *Qualité, Nom d'utilisateur, Nom, Prénom, Titre, NISS, langue, adresse e-mail* and, once a
/// quality is chosen, *Applications sécurisées* (MISSION M6).
struct EntitySearchForm: Sendable {
    /// Not `language`: in an address that is the language of the page.
    private static let kept = ["quality", "userName", "name", "givenName", "title", "person", "speaks", "email", "application", "asked"]
    private static let texts = "users.search"

    let form: Form
    let filter: UserFilter
    /// The chosen one.
    let quality: Quality?
    /// Where is searched.
    let searched: [Quality]
    private let offered: [Quality]

    /// - Parameter offered: the qualities that the reader may search.
    init(_ query: Form, _ offered: [Quality], _ visit: Visit) throws {
        let number = try FilteredNumber.asked(query, elsewhere: ["name", "givenName", "userName", "email"], visit).map { NumberFilter($0, visit) }
        let query = number.map { query.withoutNumbers.with("ssin", $0.ssin.formatted) } ?? query
        form = query
        quality = offered.count == 1 ? offered[0] : offered.first { "\($0.id)" == query["quality"] }
        self.offered = offered
        searched = quality.map { [$0] } ?? offered
        let domain = quality.flatMap { visit.house.catalogue[$0.domain] }
        func typed(_ field: String) -> String { RosterName.typed(String(query[field].prefix(100))) }
        var filter = UserFilter()
        (filter.name, filter.givenName, filter.userName) = (typed("name"), typed("givenName"), typed("userName"))
        (filter.number, filter.email) = (number, String(query["email"].prefix(254)).lowercased())
        (filter.title, filter.language) = (PersonTitle(rawValue: query["title"]), Language(rawValue: query["speaks"]))
        filter.application = domain?.application(.init(rawValue: query["application"]))?.code
        self.filter = filter
    }

    /// The query of the address that shows the same.
    func query(_ visit: Visit) throws -> String {
        var values = form.values
        values["person"] = try filter.number.map { [try FilteredNumber.sealed($0.ssin, visit)] }
        return Form(values).kept(Self.kept)
    }

    func fields(_ visit: Visit, _ invalid: Invalid?) -> [Field] {
        let fields = Fields(visit, form, invalid, texts: Self.texts)
        return ["userName", "name", "givenName", "ssin", "email"].map {
            fields.field($0, autocomplete: "off", inputmode: $0 == "ssin" ? "numeric" : nil)
        }
    }

    func selects(_ visit: Visit) -> [Select] {
        let fields = Fields(visit, form, nil, texts: Self.texts)
        let any = (value: "", label: visit.say("users.filter.all"))
        let titles = PersonTitle.allCases.map { (value: $0.rawValue, label: visit.say("titles.\($0.rawValue)")) }
        let languages = Language.allCases.map { (value: $0.rawValue, label: $0.ownName) }
        let qualities = offered.map { (value: "\($0.id)", label: "\(visit.label(of: $0.domain)) \(visit.identifier(of: $0))") }
        let applications = quality.flatMap { visit.house.catalogue[$0.domain] }?.applications.map {
            (value: $0.code.rawValue, label: visit.label($0))
        }
        return [
            offered.count > 1 ? fields.select("quality", [any] + qualities) : nil, fields.select("title", [any] + titles),
            fields.select("speaks", [any] + languages), applications.map { fields.select("application", [any] + $0) },
        ].compactMap(\.self)
    }

    /// What was asked, in words.
    func said(_ visit: Visit) -> String {
        let typed = fields(visit, nil).filter { !$0.value.isEmpty }.map { "\($0.label): \($0.value)" }
        let chosen = selects(visit).compactMap { select in
            select.options.first { $0.selected && !$0.value.isEmpty }.map { "\(select.label): \($0.label)" }
        }
        return (typed + chosen).isEmpty ? visit.say("users.search.everyone") : (typed + chosen).joined(separator: " · ")
    }
}

import Foundation
import Rules
import Web

/// The form above the list of users. It is sent, and answered by an address that shows what was found and can be kept as a bookmark.
struct UserFilterForm: Sendable {
    /// What such an address keeps; a national number stands there sealed, as `person`.
    private static let kept = ["name", "givenName", "userName", "type", "person", "status", "application", "since", "sort"]

    /// As typed, or as the address says.
    private static let names = ["name", "givenName", "userName"]

    let form: Form
    let filter: UserFilter
    /// What was wrong; the filter leaves out that field.
    let invalid: Invalid?

    /// - Parameter form: of an address, whose number is sealed; or sent, with a number as typed.
    init(_ form: Form, _ visit: Visit) throws {
        var (form, reader) = (form, FormReader(form))
        _ = reader.optional("ssin", SSIN.init)
        let number = try FilteredNumber.asked(form, elsewhere: Self.names, visit).map { NumberFilter($0, visit) }
        if let number, reader.invalid.isEmpty { form = form.withoutNumbers.with("ssin", number.ssin.formatted) }
        let domain = try visit.thisDomain()
        do { filter = try UserFilter(form, number, in: domain, visit.house.zone) } catch {
            for problem in error.problems { reader.add(problem.field, problem.code, problem.values) }
            var rest = form
            rest.remove("since")
            filter = (try? UserFilter(rest, number, in: domain, visit.house.zone)) ?? UserFilter()
        }
        (self.form, invalid) = (form, reader.invalid.isEmpty ? nil : reader.invalid)
    }

    /// The query of the address that shows the same; empty for everyone.
    func query(_ visit: Visit, sort: UserFilter.Order? = nil) throws -> String {
        var form = form
        form.remove("person")
        if let number = filter.number { form = form.with("person", try FilteredNumber.sealed(number.ssin, visit)) }
        if let sort { form = form.with("sort", sort.rawValue) }
        return form.kept(Self.kept)
    }

    func model(_ path: String, _ visit: Visit) throws -> UserListModel.Filter {
        let fields = Fields(visit, form, invalid, texts: "users.filter")
        let all = (value: "", label: visit.say("users.filter.all"))
        let applications = try visit.thisDomain().applications.map { (value: $0.code.rawValue, label: visit.label($0)) }
        let statuses = UserFilter.Status.allCases.map { (value: $0.rawValue, label: visit.say("statuses.\($0.rawValue)")) }
        let roles = UserFilter.roles.map { (value: $0.rawValue, label: visit.say("roles.short.\($0.rawValue)")) }
        return UserListModel.Filter(
            action: path, name: fields.field("name", autocomplete: "off"), givenName: fields.field("givenName", autocomplete: "off"),
            userName: fields.field("userName", autocomplete: "off"), type: fields.select("type", [all] + roles),
            ssin: fields.field("ssin", autocomplete: "off", inputmode: "numeric"), status: fields.select("status", [all] + statuses),
            application: fields.select("application", [all] + applications), since: fields.field("since", type: "date"),
            isOpen: filter.width > (filter.name.isEmpty ? 0 : 1), sort: form["sort"])
    }
}

extension Form {
    /// The fields of these names as a query, without those that are empty or hold a national number.
    func kept(_ names: [String]) -> String {
        let form = withoutNumbers
        return names.compactMap { name in
            form[name].isEmpty ? nil : "\(name)=\(form[name].addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }.joined(separator: "&")
    }

    func with(_ name: String, _ value: String) -> Form { Form(values.merging([name: [value]]) { $1 }) }
}

import Hummingbird
import Rules
import Web

/// Adding somebody begins on the list: as what, and by which number.
struct AddingModel: Codable, Sendable {
    let action: String
    let role: Select
    let ssin: Field
}

extension AddingModel {
    /// The list asks as what somebody is added; the page of a number itself asks no more.
    static func check(_ visit: Visit) async throws -> Response {
        let role = visit.form["role"].isEmpty ? .user : Role(rawValue: visit.form["role"])
        guard let role, [.user, .coManager, .manager].contains(role) else { throw UnreadableForm() }
        return try await NewUserPage(role: role).check(visit)
    }

    /// Nil for whoever may add nobody.
    init?(_ visit: Visit) throws {
        let roles = [(Power.manageUsers, Role.user), (.appointCoManagers, .coManager), (.appointManagers, .manager)].filter { visit.may($0.0) }
        guard !roles.isEmpty else { return nil }
        let fields = Fields(visit, Form(), texts: "users.adding")
        self.init(
            action: try visit.here(.newUser),
            role: fields.select("role", roles.map { (value: $0.1.rawValue, label: visit.say("users.adding.roles.\($0.1.rawValue)")) }),
            ssin: fields.field("ssin", id: "added", autocomplete: "off", inputmode: "numeric"))
    }
}

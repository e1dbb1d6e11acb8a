import Rules
import Web

/// A page about one person who is blocked, edited and removed: under the users of a quality for its users and co-managers, under the co-chiefs of an entity
/// for these.
struct PersonAddress: Sendable {
    fileprivate let inQuality: UserAddress
    fileprivate let inEntity: TypedAddress<EnterpriseNumber, Assignment.ID>

    private init(_ inQuality: UserAddress, _ inEntity: TypedAddress<EnterpriseNumber, Assignment.ID>) {
        (self.inQuality, self.inEntity) = (inQuality, inEntity)
    }

    static let entry = PersonAddress(Address.user, Address.coChief)
    static let edit = PersonAddress(Address.editUser, Address.editCoChief)
    static let password = PersonAddress(Address.userPassword, Address.coChiefPassword)
    static let block = PersonAddress(Address.blockUser, Address.blockCoChief)
    static let unblock = PersonAddress(Address.unblockUser, Address.unblockCoChief)
    static let history = PersonAddress(Address.userHistory, Address.coChiefHistory)
    static let remove = PersonAddress(Address.removeUser, Address.removeCoChief)
}

extension Visit {
    func here(_ address: PersonAddress, _ person: Assignment.ID) throws -> String {
        quality == nil ? address.inEntity(try thisEntity().number, person) : try here(address.inQuality, person)
    }

    /// The list that somebody stands in.
    func listOfPeople() throws -> String { quality == nil ? Address.coChiefs(try thisEntity().number) : try here(.users) }

    /// The way back from a page about somebody of that list.
    func personCrumbs(_ last: Crumb...) throws -> [Crumb] {
        let title = say(quality == nil ? "staff.co-chief.list" : "users.title")
        return crumbs([Crumb(title, last.isEmpty ? nil : try listOfPeople())] + last)
    }

    /// The quality's name and its identifier there, or the entity's.
    func placeName() throws -> String {
        let entity = try thisEntity()
        return quality == nil ? "\(entity.name) – \(entity.number.formatted)" : try qualityName()
    }

    /// A sentence about somebody of that role: under `users` of users, under `staff` of those who manage.
    func say(_ key: String, of role: Role, _ values: [String: String] = [:]) -> String {
        role == .user ? say("users.\(key)", values) : say("staff.\(role.rawValue).\(key)", values)
    }
}

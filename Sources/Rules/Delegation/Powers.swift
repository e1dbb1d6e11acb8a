/// What can be done, one row of MISSION's table each.
package enum Power: String, CaseIterable, Hashable, Sendable, Codable {
    case designateChief = "designate-chief"
    case appointCoChiefs = "appoint-co-chiefs"
    case activateQualities = "activate-qualities"
    case appointManagers = "appoint-managers"
    case appointCoManagers = "appoint-co-managers"
    case manageUsers = "manage-users"
    case searchUsers = "search-users"
    case consultEntity = "consult-entity"
    case editEntity = "edit-entity"
    case consultQualities = "consult-qualities"
    case editQualities = "edit-qualities"
    case registerSenders = "register-senders"
    case ownData = "own-data"
}

/// Who may do what: MISSION's table as a value. Gates, pages, APIs and `docs/permissions.md` all read this one.
package enum Powers {
    package enum Reach: String, Hashable, Sendable {
        case nowhere, ownQuality, entity
    }

    package typealias Row = (representative: Reach, chief: Reach, coChief: Reach, manager: Reach, coManager: Reach, user: Reach)

    package static func row(_ power: Power) -> Row {
        switch power {
        //                         representative  chief     co-chief  manager       co-manager    user
        case .designateChief: (.entity, .nowhere, .nowhere, .nowhere, .nowhere, .nowhere)
        case .appointCoChiefs: (.nowhere, .entity, .nowhere, .nowhere, .nowhere, .nowhere)
        case .activateQualities: (.nowhere, .entity, .entity, .nowhere, .nowhere, .nowhere)
        case .appointManagers: (.nowhere, .entity, .entity, .nowhere, .nowhere, .nowhere)
        case .appointCoManagers: (.nowhere, .entity, .entity, .ownQuality, .nowhere, .nowhere)
        case .manageUsers: (.nowhere, .entity, .entity, .ownQuality, .ownQuality, .nowhere)
        case .searchUsers: (.nowhere, .entity, .entity, .ownQuality, .ownQuality, .nowhere)
        case .consultEntity: (.nowhere, .entity, .entity, .nowhere, .nowhere, .nowhere)
        case .editEntity: (.nowhere, .entity, .entity, .nowhere, .nowhere, .nowhere)
        case .consultQualities: (.nowhere, .entity, .entity, .ownQuality, .ownQuality, .nowhere)
        case .editQualities: (.nowhere, .entity, .entity, .ownQuality, .ownQuality, .nowhere)
        case .registerSenders: (.nowhere, .entity, .entity, .ownQuality, .ownQuality, .nowhere)
        case .ownData: (.entity, .entity, .entity, .entity, .entity, .entity)
        }
    }

    package static func reach(_ role: Role, _ power: Power) -> Reach {
        let row = row(power)
        return switch role {
        case .representative: row.representative
        case .chief: row.chief
        case .coChief: row.coChief
        case .manager: row.manager
        case .coManager: row.coManager
        case .user: row.user
        }
    }

    /// The roles that have a power anywhere, the lowest first: the nearest who can help.
    package static func holders(of power: Power) -> [Role] { Role.allCases.filter { reach($0, power) != .nowhere }.sorted() }
}

/// Where a power is used: an entity, or one of its qualities.
package struct Place: Hashable, Sendable {
    package let entity: Entity.ID
    package let quality: Quality.ID?

    package init(entity: Entity.ID, quality: Quality.ID? = nil) {
        self.entity = entity
        self.quality = quality
    }

    package init(_ quality: Quality) { self.init(entity: quality.entity, quality: quality.id) }
}

/// On whom a power is used: a person, the role they have or would get there, and whether it raises what they may do.
package struct Target: Hashable, Sendable {
    package let person: Person.ID
    package let role: Role
    package let raises: Bool

    package init(_ person: Person.ID, as role: Role, raises: Bool) {
        self.person = person
        self.role = role
        self.raises = raises
    }
}

extension Acting {
    /// Nothing when the power may be used there, on that person; otherwise the refusal that says which rule stands in the way.
    /// MISSION: nobody may act on an equal or a superior, on themselves where that would raise their rights, or in another entity.
    package func require(_ power: Power, in place: Place, on target: Target? = nil) throws(Refusal) {
        guard place.entity == entity else { throw .anotherEntity }
        guard !isBlocked else { throw .blocked }
        switch Powers.reach(role, power) {
        case .nowhere: throw .notYourRole(power)
        case .ownQuality: guard let quality, quality == place.quality else { throw .anotherQuality(power) }
        case .entity: break
        }
        guard let target else { return }
        guard target.role < role else { throw .equalOrSuperior }
        guard target.person != person || !target.raises || mayRaiseThemselves(to: target.role) else { throw .yourself }
    }

    package func may(_ power: Power, in place: Place, on target: Target? = nil) -> Bool {
        do throws(Refusal) {
            try require(power, in: place, on: target)
            return true
        } catch { return false }
    }

    /// A representative may be chief (MISSION D4); the chief is manager of every quality already (D11), so "I do it myself" raises nothing.
    private func mayRaiseThemselves(to target: Role) -> Bool {
        (role == .representative && target == .chief) || (role == .chief && target == .manager)
    }
}

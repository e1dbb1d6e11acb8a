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
    /// How far a role's power reaches, from the narrowest to the widest.
    package enum Reach: Int, CaseIterable, Hashable, Sendable, Comparable {
        /// The quality in which the role is held.
        case ownQuality
        /// The entity in which the role is held, with every quality of it.
        case entity

        package static func < (left: Reach, right: Reach) -> Bool { left.rawValue < right.rawValue }
    }

    /// The roles that have a power, by how far it reaches for each. Who is named in neither has it nowhere.
    private struct Row {
        let reaches: [Role: Reach]

        init(ownQuality: [Role] = [], entity: [Role] = []) {
            var reaches: [Role: Reach] = [:]
            for role in ownQuality { reaches[role] = .ownQuality }
            for role in entity { reaches[role] = .entity }
            self.reaches = reaches
        }
    }

    private static func row(_ power: Power) -> Row {
        switch power {
        case .designateChief: Row(entity: [.representative])
        case .appointCoChiefs: Row(entity: [.chief])
        case .activateQualities: Row(entity: [.chief, .coChief])
        case .appointManagers: Row(entity: [.chief, .coChief])
        case .appointCoManagers: Row(ownQuality: [.manager], entity: [.chief, .coChief])
        case .manageUsers: Row(ownQuality: [.manager, .coManager], entity: [.chief, .coChief])
        case .searchUsers: Row(ownQuality: [.manager, .coManager], entity: [.chief, .coChief])
        case .consultEntity: Row(entity: [.chief, .coChief])
        case .editEntity: Row(entity: [.chief, .coChief])
        case .consultQualities: Row(ownQuality: [.manager, .coManager], entity: [.chief, .coChief])
        case .editQualities: Row(ownQuality: [.manager, .coManager], entity: [.chief, .coChief])
        case .registerSenders: Row(ownQuality: [.manager, .coManager], entity: [.chief, .coChief])
        case .ownData: Row(entity: Role.allCases)
        }
    }

    private static let rows: [Power: Row] = Dictionary(uniqueKeysWithValues: Power.allCases.map { ($0, row($0)) })

    /// How far a role's power reaches; nil when the role has it nowhere.
    package static func reach(_ role: Role, _ power: Power) -> Reach? { rows[power]?.reaches[role] }

    /// The roles that have a power anywhere, the lowest first: the nearest who can help.
    package static func holders(of power: Power) -> [Role] { Role.allCases.filter { reach($0, power) != nil }.sorted() }
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
        case nil: throw .notYourRole(power)
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

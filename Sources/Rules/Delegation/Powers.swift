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
    case seeNationalNumber = "see-national-number"
    case ownData = "own-data"
}

/// Who may do what: MISSION's table as a value. Gates, pages, APIs and `docs/permissions.md` all read this one.
package enum Powers {
    /// How far a power reaches of where it is held, from the narrowest to the widest.
    package enum Reach: Int, CaseIterable, Hashable, Sendable, Comparable {
        /// The quality in which the role is held.
        case ownQuality
        /// The entity in which the role is held, with every quality of it.
        case entity
        /// Each of the entities it is held over.
        case entities
        case installation

        package static func < (left: Reach, right: Reach) -> Bool { left.rawValue < right.rawValue }
    }

    /// Those who have a power, by how far it reaches for each. Who is not named has it nowhere.
    private struct Row {
        let reaches: [Capacity: Reach]

        init(ownQuality: [Role] = [], entity: [Role] = [], entities: [Capacity] = [], installation: [Capacity] = []) {
            var reaches: [Capacity: Reach] = [:]
            for role in ownQuality { reaches[.role(role)] = .ownQuality }
            for role in entity { reaches[.role(role)] = .entity }
            for capacity in entities { reaches[capacity] = .entities }
            for capacity in installation { reaches[capacity] = .installation }
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
        // Of whoever stands below: `require` asks who the number is of.
        case .seeNationalNumber: Row(ownQuality: [.manager, .coManager], entity: [.representative, .chief, .coChief])
        case .ownData: Row(entity: Role.allCases)
        }
    }

    private static let rows: [Power: Row] = Dictionary(uniqueKeysWithValues: Power.allCases.map { ($0, row($0)) })

    /// How far the power of someone in that capacity reaches; nil when they have it nowhere.
    package static func reach(_ capacity: Capacity, _ power: Power) -> Reach? { rows[power]?.reaches[capacity] }

    package static func reach(_ role: Role, _ power: Power) -> Reach? { reach(.role(role), power) }

    /// The roles that have a power anywhere, the lowest first: the nearest who can help.
    package static func holders(of power: Power) -> [Role] { Role.allCases.filter { reach($0, power) != nil }.sorted() }
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

extension Powers {
    /// Nothing when someone who has a capacity over a scope may use the power there; otherwise what stands in the way, the widest first.
    package static func require(_ power: Power, of capacity: Capacity, over scope: Scope, isBlocked: Bool, in place: Place) throws(Refusal) {
        guard scope.includes(place.entity) else { throw .anotherEntity }
        guard !isBlocked else { throw .blocked }
        guard let reach = reach(capacity, power) else { throw .notYourRole(power) }
        guard scope.includes(place, as: reach) else { throw .anotherQuality(power) }
    }
}

extension Acting {
    /// Nothing when the power may be used there, on that person; otherwise the refusal that says which rule stands in the way.
    /// MISSION: nobody may act on an equal or a superior, on themselves where that would raise their rights, or in another entity.
    package func require(_ power: Power, in place: Place, on target: Target? = nil) throws(Refusal) {
        try Powers.require(power, of: capacity, over: scope, isBlocked: isBlocked, in: place)
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

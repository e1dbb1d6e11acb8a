extension Refusal {
    /// The nearest person who can do what the reader was refused: never the reader, nobody whose role is blocked, and a quality's own managers only
    /// for readers who have a role there or in the whole entity. Nil when there is none, or when no role in the entity can help.
    /// - Parameters:
    ///   - holders: everyone who represents the entity, or manages it or the quality of the place.
    ///   - reader: every role that whoever was refused has in the entity.
    package func helper(among holders: [Acting], for reader: [Acting], in place: Place) -> Acting? {
        guard let highest = reader.map(\.role).max() else { return nil }
        let readers = Set(reader.map(\.person))
        let isAtHome = reader.contains { !$0.role.isOfQuality || ($0.quality != nil && $0.quality == place.quality) }
        return
            holders
            .filter { !readers.contains($0.person) && !$0.isBlocked && (isAtHome || !$0.role.isOfQuality) && canHelp($0, above: highest, in: place) }
            .min { $0.role.distance < $1.role.distance }
    }

    private func canHelp(_ holder: Acting, above highest: Role, in place: Place) -> Bool {
        switch self {
        case .notYourRole(let power), .anotherQuality(let power): holder.may(power, in: place)
        case .equalOrSuperior, .blocked: holder.role > highest
        case .yourself: holder.may(.manageUsers, in: place)
        case .entityNotRegistered: holder.role == .representative
        default: false
        }
    }
}

extension Role {
    /// Whom one asks first: the manager before a co-manager, the chief before a co-chief, and a representative last.
    fileprivate var distance: Int {
        switch self {
        case .manager: 0
        case .coManager: 1
        case .chief: 2
        case .coChief: 3
        case .representative: 4
        case .user: 5
        }
    }
}

import Foundation
import Rules

/// Whose history is read.
enum HistoryScope: Sendable {
    case entity(Entity.ID)
    case quality(Quality.ID)
    /// What was done to somebody in a quality or, outside of one, in the entity as a whole.
    case person(Person.ID, in: Place)
    /// What was done to oneself, wherever.
    case oneself(Person.ID)

    /// Whether an act belongs to it: columns of a row may say what they like.
    func includes(_ act: Act) -> Bool {
        switch self {
        case .entity(let entity): act.entity == entity
        case .quality(let quality): act.quality == quality
        case .person(let person, let place): act.subject == person && act.entity == place.entity && act.quality == place.quality
        case .oneself(let person): act.subject == person
        }
    }

    /// Codes of acts that it may hold: what a filter offers.
    var codes: [ActCode] {
        ActCode.allCases.filter { code in
            switch self {
            case .entity: !code.isOfInstallation && !code.isOfOneself
            case .quality: code.isOfQuality
            case .person(_, let place): code.isOfSomebody && code.isOfQuality == (place.quality != nil)
            case .oneself: code.isOfOneself || code.isOfSomebody
            }
        }
    }
}

/// What of it is asked.
struct HistoryFilter: Sendable {
    var code: ActCode?
    /// By one of these, or about one; anybody when nil.
    var people: [Person.ID]?
    /// From this instant on, and before that one.
    var from: Date?
    var below: Date?

    var isEmpty: Bool { code == nil && people == nil && from == nil && below == nil }
}

extension ActCode {
    /// What people do to their own data.
    var isOfOneself: Bool { power == nil && !isOfInstallation }

    fileprivate var isOfQuality: Bool {
        switch power {
        case .manageUsers, .appointCoManagers, .appointManagers, .editQualities, .activateQualities: true
        default: false
        }
    }

    /// Whether it is about one person.
    fileprivate var isOfSomebody: Bool {
        ![.entityRegistered, .entityContactChanged, .qualityContactChanged].contains(self) && !isOfInstallation && !isOfOneself
    }
}

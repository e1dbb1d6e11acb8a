public import FoundationEssentials

/// A rule said no, because… Each case names its rule; its words, and what to do about it, are in `Texts/refusals.yaml` under its code.
package enum Refusal: Error, Hashable, Sendable {
    // Powers
    case notYourRole(Power)
    case anotherQuality(Power)
    case anotherEntity
    case equalOrSuperior
    case onlyReplaced
    case yourself
    case blocked
    case eIDNeeded
    /// The session was opened with a password that somebody else gave, and acts in that entity only.
    case confined
    // The company register
    case entityUnknown
    case entityCeased(on: Date)
    case noFunction
    case functionEnded(on: Date)
    case functionNotYetBegun(on: Date)
    case functionDoesNotRepresent
    // Designation
    case alreadyChief
    case declarationMissing
    // Qualities
    case entityNotRegistered
    case domainUnknown
    case notEntitled
    case qualityAlreadyActive
    case alreadyManager
    case alreadyCoManager
    case alreadyCoChief
    case chiefAlready
    // Users
    case alreadyUser
    case alreadyUserBlocked
    case managesQuality
    case applicationUnknown(SecuredApplication.Code)
    case noApplication
    case nothingChanges
    case alreadyBlocked
    case notBlocked
    case noLongerHeld
    case userNameTaken
    case userNameMissing
    case passwordMissing
    case accountMissing
    case knownElsewhere
    case personUnknown
    case alreadyConfirmed
    case draftDiscarded
    case tooManyDrafts
    // Taking back
    case undoExpired
    case changedSince
    case notUndoable

    /// Permanent: named by texts, by problem documents and by the command line.
    package var code: String { String(Mirror(reflecting: self).children.first?.label ?? "\(self)") }

    /// Every code, for the test that each has its texts.
    package static let allCodes: [String] = samples.map(\.code)

    /// What its sentence speaks of besides the rule, as a text that `init(code:detail:)` reads again; nil where the code says everything.
    package var detail: String? {
        switch self {
        case .notYourRole(let power), .anotherQuality(let power): power.rawValue
        case .entityCeased(let day), .functionEnded(let day), .functionNotYetBegun(let day): String(Int(day.timeIntervalSince1970))
        case .applicationUnknown(let application): application.rawValue
        default: nil
        }
    }

    /// Nil for what is the code and the detail of none.
    package init?(code: String, detail: String?) {
        guard let sample = Self.samples.first(where: { $0.code == code }), (sample.detail == nil) == (detail == nil) else { return nil }
        // Anybody may write a number into an address: from 1800 to 2200, no register says more.
        let day = detail.flatMap(Int64.init).flatMap { seconds in
            (-5_364_662_400...7_258_118_400).contains(seconds) ? Date(timeIntervalSince1970: TimeInterval(seconds)) : nil
        }
        let read: Refusal? =
            switch sample {
            case .notYourRole: detail.flatMap(Power.init(rawValue:)).map(Refusal.notYourRole)
            case .anotherQuality: detail.flatMap(Power.init(rawValue:)).map(Refusal.anotherQuality)
            case .entityCeased: day.map(Refusal.entityCeased)
            case .functionEnded: day.map(Refusal.functionEnded)
            case .functionNotYetBegun: day.map(Refusal.functionNotYetBegun)
            case .applicationUnknown: detail.flatMap(SecuredApplication.Code.init(written:)).map(Refusal.applicationUnknown)
            default: sample
            }
        guard let read else { return nil }
        self = read
    }

    /// Who can help someone who met this refusal.
    package var helper: Helper {
        switch self {
        case .notYourRole(let power), .anotherQuality(let power): Powers.holders(of: power).first.map(Helper.role) ?? .contactCentre
        case .equalOrSuperior, .yourself, .blocked: .role(.chief)
        case .entityUnknown, .entityCeased, .noFunction, .functionEnded, .functionNotYetBegun, .functionDoesNotRepresent: .register
        case .entityNotRegistered: .role(.representative)
        case .notEntitled, .domainUnknown, .anotherEntity: .contactCentre
        case .knownElsewhere: .thatPerson
        default: .yourself
        }
    }

    private static let day = Date(timeIntervalSince1970: 0)
    package static let samples: [Refusal] = [
        .notYourRole(.ownData), .anotherQuality(.ownData), .anotherEntity, .equalOrSuperior, .onlyReplaced, .yourself, .blocked, .eIDNeeded,
        .confined, .entityUnknown,
        .entityCeased(on: day), .noFunction, .functionEnded(on: day), .functionNotYetBegun(on: day), .functionDoesNotRepresent, .alreadyChief,
        .declarationMissing, .entityNotRegistered, .domainUnknown, .notEntitled, .qualityAlreadyActive, .alreadyManager, .alreadyCoManager,
        .alreadyCoChief, .chiefAlready, .alreadyUser, .alreadyUserBlocked, .managesQuality, .applicationUnknown("dimona"), .noApplication,
        .nothingChanges,
        .alreadyBlocked,
        .notBlocked, .noLongerHeld, .userNameTaken, .userNameMissing, .passwordMissing, .accountMissing, .knownElsewhere, .personUnknown,
        .alreadyConfirmed, .draftDiscarded, .tooManyDrafts, .undoExpired, .changedSince, .notUndoable,
    ]
}

/// Who can help: someone of a role in the entity, the company register, the contact centre, the person the act is about, or the reader alone.
package enum Helper: Hashable, Sendable {
    case role(Role), register, contactCentre, thatPerson, yourself

    package var code: String {
        switch self {
        case .role(let role): role.rawValue
        case .register: "register"
        case .contactCentre: "contact-centre"
        case .thatPerson: "that-person"
        case .yourself: "yourself"
        }
    }

    /// Every code, for the test that each has its texts.
    package static let allCodes: [String] =
        Role.allCases.map { Helper.role($0).code } + [Helper.register, .contactCentre, .thatPerson, .yourself].map(\.code)
}

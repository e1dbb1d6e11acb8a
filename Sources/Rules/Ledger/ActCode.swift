/// The closed catalogue of acts. A code, once used, keeps its meaning for ever; one no longer made stays here, so that old ledgers read.
package enum ActCode: String, CaseIterable, Hashable, Sendable, Codable {
    case entityRegistered = "entity.registered"
    case entityContactChanged = "entity.contact-changed"
    case chiefDesignated = "chief.designated"
    case chiefReplaced = "chief.replaced"
    case coChiefAppointed = "co-chief.appointed"
    case coChiefBlocked = "co-chief.blocked"
    case coChiefUnblocked = "co-chief.unblocked"
    case coChiefRemoved = "co-chief.removed"
    case coChiefEdited = "co-chief.edited"
    case coChiefPasswordSet = "co-chief.password-set"
    case qualityActivated = "quality.activated"
    case qualityContactChanged = "quality.contact-changed"
    case managerAppointed = "manager.appointed"
    case managerReplaced = "manager.replaced"
    case coManagerAppointed = "co-manager.appointed"
    case coManagerBlocked = "co-manager.blocked"
    case coManagerUnblocked = "co-manager.unblocked"
    case coManagerRemoved = "co-manager.removed"
    case coManagerEdited = "co-manager.edited"
    case coManagerPasswordSet = "co-manager.password-set"
    case userRegistered = "user.registered"
    case userApplicationsChanged = "user.applications-changed"
    case userEdited = "user.edited"
    case userPasswordSet = "user.password-set"
    case userBlocked = "user.blocked"
    case userUnblocked = "user.unblocked"
    case userRemoved = "user.removed"
    case personContactChanged = "person.contact-changed"
    case personPasswordChanged = "person.password-changed"
    case personNamesCorrected = "person.names-corrected"
    case personCertificateRegistered = "person.certificate-registered"
    case personCertificateRemoved = "person.certificate-removed"
    case registerImported = "register.imported"
    case rowsKept = "rows.kept"
}

extension ActCode {
    /// The power that an act of this code takes; nil for what people do to their own data, and for what the installation does. `chatelaine verify` asks it of every actor again.
    package var power: Power? {
        switch self {
        case .entityRegistered, .chiefDesignated, .chiefReplaced: .designateChief
        case .entityContactChanged: .editEntity
        case .coChiefAppointed, .coChiefBlocked, .coChiefUnblocked, .coChiefRemoved, .coChiefEdited, .coChiefPasswordSet: .appointCoChiefs
        case .qualityActivated: .activateQualities
        case .qualityContactChanged: .editQualities
        case .managerAppointed, .managerReplaced: .appointManagers
        case .coManagerAppointed, .coManagerBlocked, .coManagerUnblocked, .coManagerRemoved, .coManagerEdited, .coManagerPasswordSet:
            .appointCoManagers
        case .userRegistered, .userApplicationsChanged, .userEdited, .userPasswordSet, .userBlocked, .userUnblocked, .userRemoved: .manageUsers
        case .personContactChanged, .personPasswordChanged, .personNamesCorrected, .personCertificateRegistered, .personCertificateRemoved,
            .registerImported, .rowsKept:
            nil
        }
    }

    /// Those by which somebody's language, addresses or names are changed for them.
    package static let editing: [ActCode] = [.userEdited, .coManagerEdited, .coChiefEdited]
    /// Those by which somebody is given a new password.
    package static let settingPasswords: [ActCode] = [.userPasswordSet, .coManagerPasswordSet, .coChiefPasswordSet]

    /// Whether it touches somebody's account, for which everything that they hold is asked.
    package var touchesAccount: Bool { Self.editing.contains(self) || Self.settingPasswords.contains(self) }

    /// Whether the installation itself does it: it tells of rows that were written, and opens and closes nothing.
    package var isOfInstallation: Bool { self == .registerImported || self == .rowsKept }
}

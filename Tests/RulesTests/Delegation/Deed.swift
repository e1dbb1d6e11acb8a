import Rules

/// Everything the rules can be asked to do to someone or somewhere, each executed by its own rule.
enum Deed: CaseIterable {
    case designateChief, appointCoChief, activateQuality, activateQualityWithManager, replaceManager, appointCoManager, registerUser
    case giveApplication, takeApplication, block, unblock, remove, edit, setPassword, openAccount
    case editEntity, editQuality, consultEntity, consultQuality, searchUsers, registerSender

    /// Does it, on the occasion; throws the refusal.
    func execute(on occasion: Occasion, _ scene: MatrixScene) throws(Refusal) {
        let (target, held, quality) = (scene.target, scene.held, scene.quality)
        let inQuality = held.assignment.role.isOfQuality ? held : nil
        switch self {
        case .designateChief:
            let designation = Designation(chief: target, isDeclared: true)
            _ = try scene.entity.designating(designation, registration: scene.registration, former: scene.chief, on: occasion)
        case .appointCoChief:
            _ = try scene.entity.coChiefAppointed(
                target, chief: scene.chief.assignment.person, held: held.assignment.role == .coChief ? held : nil, on: occasion)
        case .activateQuality: try activate(manager: nil, scene, on: occasion)
        case .activateQualityWithManager: try activate(manager: target, scene, on: occasion)
        case .replaceManager:
            _ = try quality.managerReplaced(
                by: target, current: scene.manager, chief: scene.chief.assignment.person,
                held: inQuality?.assignment.role == .manager ? nil : inQuality,
                on: occasion)
        case .appointCoManager:
            _ = try quality.coManagerAppointed(target, managedBy: scene.manager.assignment.person, held: inQuality, on: occasion)
        case .registerUser:
            _ = try quality.userRegistered(
                target, applications: ["dimona"], in: scene.domain, held: inQuality, manager: scene.manager.assignment.person, on: occasion)
        case .giveApplication: _ = try held.applicationsChanged(to: ["dimona", "dmfa"], in: scene.domain, on: occasion)
        case .takeApplication: _ = try held.applicationsChanged(to: [], in: scene.domain, on: occasion)
        case .block: _ = try held.blocked(because: .other, on: occasion)
        case .unblock: _ = try held.unblocked(on: occasion)
        case .remove: _ = try held.removed(on: occasion)
        case .edit: _ = try held.edited(scene.otherHoldings, on: occasion)
        case .setPassword: _ = try held.passwordSet(scene.otherHoldings, hasAccount: true, on: occasion)
        case .openAccount: try quality.mayOpenAccount(for: target, scene.otherHoldings, on: occasion)
        case .editEntity: _ = try scene.entity.contactChanged(on: occasion)
        case .editQuality: _ = try quality.contactChanged(on: occasion)
        case .consultEntity: try occasion.acting.require(.consultEntity, in: Place(entity: scene.entity.id))
        case .consultQuality: try occasion.acting.require(.consultQualities, in: Place(quality))
        case .searchUsers: try occasion.acting.require(.searchUsers, in: Place(quality))
        case .registerSender: try occasion.acting.require(.registerSenders, in: Place(quality))
        }
    }

    private func activate(manager: Person.ID?, _ scene: MatrixScene, on occasion: Occasion) throws(Refusal) {
        // Without it the deed is refused for another reason than MISSION's, and the matrix says so.
        guard let number = MatrixScene.number else { throw .domainUnknown }
        _ = try scene.domain.activated(
            with: number, for: scene.entity.id, open: [], manager: manager, chief: scene.chief.assignment.person, on: occasion)
    }
}

/// One combination of everything that a rule looks at: someone in De Linde acts, on someone who holds a role there or in the bakery.
struct MatrixScene {
    var deed: Deed
    var actorRole: Role
    var actorIsBlocked: Bool
    var targetRole: Role
    var targetIsBlocked: Bool
    /// Whether it happens in the quality of the actor's role; said of the quality's key alone, so that a foreign entity is refused even then.
    var sameQuality: Bool
    var sameEntity: Bool
    /// Whether the actor is the target, holding a second role.
    var isSelf: Bool

    static let number = try? DomainIdentifier.parse("1999990-61", kind: .nsso, entity: Cast.linde.number)

    var actor: Person.ID { Cast.pieter }
    var target: Person.ID { isSelf ? actor : Cast.fatima }
    var entity: Entity { sameEntity ? Cast.linde : Cast.tournesol }
    var domain: AccessDomain { Cast.employerDomain }
    var quality: Quality { Quality(id: .init(rawValue: sameQuality ? 51 : 52), entity: entity.id, domain: domain.code, identifier: "199999158") }
    var registration: Registration { Registration(id: .init(rawValue: 41), entity: entity.id) }

    var held: Holding { Cast.holding(target, as: targetRole, in: quality, isBlocked: targetIsBlocked, "dimona") }
    /// The chief is the target, the actor, or Sofie; the quality's appointed manager the target, the actor, or Jan.
    var chief: Holding { holder(of: .chief) ?? Cast.holding(Cast.sofie, as: .chief, in: quality) }
    var manager: Holding { holder(of: .manager) ?? Cast.holding(Cast.jan, as: .manager, in: quality) }
    var otherHoldings: OtherHoldings {
        OtherHoldings(
            highestRole: isSelf ? max(actorRole, targetRole) : targetRole, isElsewhere: false, qualities: targetRole.isOfQuality ? [quality.id] : [])
    }

    var acting: Acting {
        Acting(
            person: actor, role: actorRole, entity: Cast.linde.id, quality: actorRole.isOfQuality ? .init(rawValue: 51) : nil,
            authority: .assignment(.init(rawValue: 61)), isBlocked: actorIsBlocked)
    }

    private func holder(of role: Role) -> Holding? {
        if targetRole == role { return held }
        return actorRole == role && sameEntity && (role == .chief || sameQuality) ? Cast.holding(actor, as: role, in: quality) : nil
    }

    static var all: [MatrixScene] {
        var scenes: [MatrixScene] = []
        let either = [false, true]
        for deed in Deed.allCases {
            for actorRole in Role.allCases {
                for targetRole in Role.allCases {
                    for actorIsBlocked in either {
                        for targetIsBlocked in either {
                            for sameQuality in either {
                                for sameEntity in either {
                                    for isSelf in either {
                                        scenes.append(
                                            MatrixScene(
                                                deed: deed, actorRole: actorRole, actorIsBlocked: actorIsBlocked, targetRole: targetRole,
                                                targetIsBlocked: targetIsBlocked, sameQuality: sameQuality, sameEntity: sameEntity, isSelf: isSelf))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return scenes
    }
}

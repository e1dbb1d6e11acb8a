import Foundation
import Rules
import Sample
import Testing

@testable import Server

/// What nobody could have done by the rules: some lawful acts, and last the one that was not.
struct UnlawfulDeed: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: ActCode
    let rule: Unlawful
    let acts: @Sendable (LedgerScene) -> [Act]

    init(_ description: String, _ code: ActCode, _ rule: Unlawful, _ acts: @escaping @Sendable (LedgerScene) -> [Act]) {
        (testDescription, self.code, self.rule, self.acts) = (description, code, rule, acts)
    }

    static let all = ofEntities + ofManagers + ofUsers + ofThemselves + ofAuthority + ofTheInstallation

    private static let ofTheInstallation = [
        UnlawfulDeed("somebody tells what the register says", .registerImported, .notOfThisCode) { scene in
            [scene.act(.registerImported, by: Town.jan, .installation)]
        },
        UnlawfulDeed("the installation closes what a manager holds", .rowsKept, .notOfThisCode) { scene in
            [scene.act(.rowsKept, by: nil, .installation, of: Town.deLinde, scene.pieter.closing)]
        },
    ]

    private static let ofEntities = [
        UnlawfulDeed("a chief registers another entity", .entityRegistered, .refused(.anotherEntity)) { scene in
            [
                scene.act(
                    .entityRegistered, by: Town.sofie, under: scene.sofie, of: Town.tournesol,
                    [.opened(Registration(id: scene.key(), entity: Town.tournesol.id))])
            ]
        },
        UnlawfulDeed("a manager changes the entity's contact", .entityContactChanged, .refused(.notYourRole(.editEntity))) { scene in
            [scene.act(.entityContactChanged, by: Town.jan, under: scene.jan, of: Town.deLinde)]
        },
        UnlawfulDeed("a chief is replaced, and it is called a designation", .chiefDesignated, .notOfThisCode) { scene in
            [
                scene.act(
                    .chiefDesignated, by: Town.sofie, .function(scene.sofieRepresents.id), of: Town.deLinde, about: Town.lucas,
                    scene.sofie.closing + [scene.opened(Town.lucas, .chief, of: Town.deLinde)])
            ]
        },
        UnlawfulDeed("a co-manager closes the chief and becomes it", .chiefReplaced, .refused(.notYourRole(.designateChief))) { scene in
            [
                scene.act(
                    .chiefReplaced, by: Town.pieter, under: scene.pieter, of: Town.deLinde, about: Town.pieter,
                    scene.sofie.closing + [scene.opened(Town.pieter, .chief, of: Town.deLinde)])
            ]
        },
        UnlawfulDeed("a new chief ends another's co-chief", .chiefReplaced, .notOfThisCode) { scene in
            [
                scene.act(
                    .chiefReplaced, by: Town.bart, .function(scene.bartRepresents.id), of: Town.meuse, about: Town.lucas,
                    scene.helene.closing + scene.marc.closing + [scene.opened(Town.lucas, .chief, of: Town.meuse)])
            ]
        },
        UnlawfulDeed("a chief hands the place on", .chiefReplaced, .refused(.notYourRole(.designateChief))) { scene in
            [
                scene.act(
                    .chiefReplaced, by: Town.sofie, under: scene.sofie, of: Town.deLinde, about: Town.lucas,
                    scene.sofie.closing + [scene.opened(Town.lucas, .chief, of: Town.deLinde)])
            ]
        },
        UnlawfulDeed("a co-chief appoints another", .coChiefAppointed, .refused(.notYourRole(.appointCoChiefs))) { scene in
            [
                scene.act(
                    .coChiefAppointed, by: Town.marc, under: scene.marc, of: Town.meuse, about: Town.lucas,
                    [scene.opened(Town.lucas, .coChief, of: Town.meuse)])
            ]
        },
        UnlawfulDeed("a co-chief appointed is another than it says", .coChiefAppointed, .anotherSubject) { scene in
            [
                scene.act(
                    .coChiefAppointed, by: Town.helene, under: scene.helene, of: Town.meuse, about: Town.amelie,
                    [scene.opened(Town.lucas, .coChief, of: Town.meuse)])
            ]
        },
        UnlawfulDeed("a representative blocks a co-chief", .coChiefBlocked, .refused(.notYourRole(.appointCoChiefs))) { scene in
            [
                scene.act(
                    .coChiefBlocked, by: Town.bart, .function(scene.bartRepresents.id), of: Town.meuse, about: Town.marc,
                    [.opened(scene.block(scene.marc))])
            ]
        },
        UnlawfulDeed("a blocked co-chief unblocks himself", .coChiefUnblocked, .refused(.blocked)) { scene in
            let block = scene.block(scene.marc)
            return [
                scene.act(.coChiefBlocked, by: Town.helene, under: scene.helene, of: Town.meuse, about: Town.marc, [.opened(block)]),
                scene.act(.coChiefUnblocked, by: Town.marc, under: scene.marc, of: Town.meuse, about: Town.marc, [.closed(block.id)]),
            ]
        },
        UnlawfulDeed("a co-chief removed is another than it says", .coChiefRemoved, .anotherSubject) { scene in
            [scene.act(.coChiefRemoved, by: Town.helene, under: scene.helene, of: Town.meuse, about: Town.lucas, scene.marc.closing)]
        },
        UnlawfulDeed("a co-chief edits himself as one who is managed", .coChiefEdited, .refused(.notYourRole(.appointCoChiefs))) { scene in
            [scene.act(.coChiefEdited, by: Town.marc, under: scene.marc, of: Town.meuse, about: Town.marc)]
        },
        UnlawfulDeed("a co-chief is given a password, and it is called a user's", .userPasswordSet, .notOfThisCode) { scene in
            [scene.act(.userPasswordSet, by: Town.helene, under: scene.helene, of: Town.meuse, about: Town.marc)]
        },
        UnlawfulDeed("somebody is given a password as a co-chief who is none", .coChiefPasswordSet, .refused(.noLongerHeld)) { scene in
            [scene.act(.coChiefPasswordSet, by: Town.helene, under: scene.helene, of: Town.meuse, about: Town.lucas)]
        },
        UnlawfulDeed("a manager activates a quality", .qualityActivated, .refused(.notYourRole(.activateQualities))) { scene in
            let quality = Quality(id: scene.key(), entity: Town.deLinde.id, domain: "pharmacy", identifier: "7")
            return [scene.act(.qualityActivated, by: Town.jan, under: scene.jan, in: quality, about: Town.jan, [.opened(quality)])]
        },
        UnlawfulDeed("a quality is activated that it does not name", .qualityActivated, .notOfThisCode) { scene in
            let quality = Quality(id: scene.key(), entity: Town.deLinde.id, domain: "pharmacy", identifier: "7")
            return [scene.act(.qualityActivated, by: Town.sofie, under: scene.sofie, in: scene.employer, about: Town.sofie, [.opened(quality)])]
        },
        UnlawfulDeed("a manager changes another quality's contact", .qualityContactChanged, .refused(.anotherQuality(.editQualities))) { scene in
            [scene.act(.qualityContactChanged, by: Town.jan, under: scene.jan, in: scene.careHome)]
        },
        UnlawfulDeed("a chief names another entity's quality as theirs", .qualityContactChanged, .qualityNotOpen) { scene in
            [scene.act(.qualityContactChanged, by: Town.sofie, under: scene.sofie, in: scene.logistics, of: Town.deLinde)]
        },
    ]

    private static let ofManagers = [
        UnlawfulDeed("a manager appoints one elsewhere", .managerAppointed, .refused(.notYourRole(.appointManagers))) { scene in
            [
                scene.act(
                    .managerAppointed, by: Town.jan, under: scene.jan, in: scene.careHome, about: Town.lucas,
                    [scene.opened(Town.lucas, .manager, in: scene.careHome)])
            ]
        },
        UnlawfulDeed("a manager is replaced, and it is called an appointment", .managerAppointed, .notOfThisCode) { scene in
            [
                scene.act(
                    .managerAppointed, by: Town.sofie, under: scene.sofie, in: scene.employer, about: Town.lucas,
                    scene.jan.closing + [scene.opened(Town.lucas, .manager, in: scene.employer)])
            ]
        },
        UnlawfulDeed("a co-manager takes the manager's place", .managerReplaced, .refused(.notYourRole(.appointManagers))) { scene in
            [
                scene.act(
                    .managerReplaced, by: Town.pieter, under: scene.pieter, in: scene.employer, about: Town.pieter,
                    scene.jan.closing + scene.pieter.closing + [scene.opened(Town.pieter, .manager, in: scene.employer)])
            ]
        },
        UnlawfulDeed("a manager goes, and nobody comes but who is no chief", .managerReplaced, .anotherSubject) { scene in
            [scene.act(.managerReplaced, by: Town.sofie, under: scene.sofie, in: scene.employer, about: Town.lucas, scene.jan.closing)]
        },
        UnlawfulDeed("a new manager ends somebody else's role", .managerReplaced, .notOfThisCode) { scene in
            [
                scene.act(
                    .managerReplaced, by: Town.sofie, under: scene.sofie, in: scene.employer, about: Town.lucas,
                    scene.jan.closing + scene.pieter.closing + [scene.opened(Town.lucas, .manager, in: scene.employer)])
            ]
        },
        UnlawfulDeed("a co-manager appoints another", .coManagerAppointed, .refused(.notYourRole(.appointCoManagers))) { scene in
            [
                scene.act(
                    .coManagerAppointed, by: Town.pieter, under: scene.pieter, in: scene.employer, about: Town.lucas,
                    [scene.opened(Town.lucas, .coManager, in: scene.employer)])
            ]
        },
        UnlawfulDeed("somebody becomes manager by an act that appoints co-managers", .coManagerAppointed, .notOfThisCode) { scene in
            [
                scene.act(
                    .coManagerAppointed, by: Town.sofie, under: scene.sofie, in: scene.careHome, about: Town.lucas,
                    [scene.opened(Town.lucas, .manager, in: scene.careHome)])
            ]
        },
        UnlawfulDeed("a manager is blocked as if he were a co-manager", .coManagerBlocked, .notOfThisCode) { scene in
            [
                scene.act(
                    .coManagerBlocked, by: Town.sofie, under: scene.sofie, in: scene.employer, about: Town.jan, [.opened(scene.block(scene.jan))])
            ]
        },
        UnlawfulDeed("a user is unblocked as if she were a co-manager", .coManagerUnblocked, .notOfThisCode) { scene in
            let block = scene.block(scene.fatima)
            return [
                scene.act(.userBlocked, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.fatima, [.opened(block)]),
                scene.act(.coManagerUnblocked, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.fatima, [.closed(block.id)]),
            ]
        },
        UnlawfulDeed("a co-manager removes himself", .coManagerRemoved, .refused(.notYourRole(.appointCoManagers))) { scene in
            [scene.act(.coManagerRemoved, by: Town.pieter, under: scene.pieter, in: scene.employer, about: Town.pieter, scene.pieter.closing)]
        },
    ]
}

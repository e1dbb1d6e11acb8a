import Foundation
import Rules
import Sample

@testable import Server

extension UnlawfulDeed {
    static let ofUsers = [
        UnlawfulDeed("a manager acts in another entity", .userRegistered, .refused(.anotherEntity)) { scene in
            [
                scene.act(
                    .userRegistered, by: Town.karl, under: scene.karl, in: scene.employer, about: Town.lucas,
                    scene.user(Town.lucas, in: scene.employer))
            ]
        },
        UnlawfulDeed("a user is opened in another entity than the act names", .userRegistered, .outOfPlace) { scene in
            [
                scene.act(
                    .userRegistered, by: Town.karl, under: scene.karl, in: scene.logistics, about: Town.lucas,
                    scene.user(Town.lucas, in: scene.employer))
            ]
        },
        UnlawfulDeed("a manager raises himself elsewhere", .userRegistered, .refused(.anotherQuality(.manageUsers))) { scene in
            [
                scene.act(
                    .userRegistered, by: Town.jan, under: scene.jan, in: scene.careHome, about: Town.jan, scene.user(Town.jan, in: scene.careHome))
            ]
        },
        UnlawfulDeed("a chief makes herself a user", .userRegistered, .refused(.yourself)) { scene in
            [
                scene.act(
                    .userRegistered, by: Town.sofie, under: scene.sofie, in: scene.employer, about: Town.sofie,
                    scene.user(Town.sofie, in: scene.employer))
            ]
        },
        UnlawfulDeed("a user is registered without an application", .userRegistered, .notOfThisCode) { scene in
            [
                scene.act(
                    .userRegistered, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.lucas,
                    [scene.opened(Town.lucas, .user, in: scene.employer)])
            ]
        },
        UnlawfulDeed("a registration gives another user something as well", .userRegistered, .anotherSubject) { scene in
            [
                scene.act(
                    .userRegistered, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.lucas,
                    scene.user(Town.lucas, in: scene.employer) + [scene.grant("ecaro", to: scene.fatima)])
            ]
        },
        UnlawfulDeed("a user gives herself an application", .userApplicationsChanged, .authorityNotHeld) { scene in
            [
                scene.act(
                    .userApplicationsChanged, by: Town.fatima, under: scene.fatima, in: scene.employer, about: Town.fatima,
                    [scene.grant("ecaro", to: scene.fatima)])
            ]
        },
        UnlawfulDeed("a co-manager gives himself a single application", .userApplicationsChanged, .refused(.equalOrSuperior)) { scene in
            [
                scene.act(
                    .userApplicationsChanged, by: Town.pieter, under: scene.pieter, in: scene.employer, about: Town.pieter,
                    [scene.grant("ecaro", to: scene.pieter)])
            ]
        },
        UnlawfulDeed("applications are changed, and none is", .userApplicationsChanged, .notOfThisCode) { scene in
            [scene.act(.userApplicationsChanged, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.fatima)]
        },
        UnlawfulDeed("a manager edits the chief", .userEdited, .refused(.noLongerHeld)) { scene in
            [scene.act(.userEdited, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.sofie)]
        },
        UnlawfulDeed("an edit gives an application", .userEdited, .notOfThisCode) { scene in
            [
                scene.act(
                    .userEdited, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.fatima, [scene.grant("ecaro", to: scene.fatima)])
            ]
        },
        UnlawfulDeed("a co-manager edits himself as one who is managed", .coManagerEdited, .refused(.notYourRole(.appointCoManagers))) { scene in
            [scene.act(.coManagerEdited, by: Town.pieter, under: scene.pieter, in: scene.employer, about: Town.pieter)]
        },
        UnlawfulDeed("a user is given a password, and it is called a co-manager's", .coManagerPasswordSet, .notOfThisCode) { scene in
            [scene.act(.coManagerPasswordSet, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.fatima)]
        },
        UnlawfulDeed("a co-manager sets the manager's password", .userPasswordSet, .refused(.onlyReplaced)) { scene in
            [scene.act(.userPasswordSet, by: Town.pieter, under: scene.pieter, in: scene.employer, about: Town.jan)]
        },
        UnlawfulDeed("a manager sets the password of a user who stands elsewhere", .userPasswordSet, .refused(.knownElsewhere)) { scene in
            [
                scene.act(
                    .userRegistered, by: Town.karl, under: scene.karl, in: scene.logistics, about: Town.fatima,
                    scene.user(Town.fatima, in: scene.logistics)),
                scene.act(.userPasswordSet, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.fatima),
            ]
        },
        UnlawfulDeed("a co-manager blocks the manager", .userBlocked, .refused(.equalOrSuperior)) { scene in
            [
                scene.act(
                    .userBlocked, by: Town.pieter, under: scene.pieter, in: scene.employer, about: Town.jan, [.opened(scene.block(scene.jan))])
            ]
        },
        UnlawfulDeed("the user unblocked is another than it says", .userUnblocked, .anotherSubject) { scene in
            let block = scene.block(scene.fatima)
            return [
                scene.act(.userBlocked, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.fatima, [.opened(block)]),
                scene.act(.userUnblocked, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.lucas, [.closed(block.id)]),
            ]
        },
        UnlawfulDeed("a manager removes another entity's manager", .userRemoved, .outOfPlace) { scene in
            [scene.act(.userRemoved, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.karl, scene.karl.closing)]
        },
        UnlawfulDeed("a co-manager removes the manager", .userRemoved, .refused(.equalOrSuperior)) { scene in
            [scene.act(.userRemoved, by: Town.pieter, under: scene.pieter, in: scene.employer, about: Town.jan, scene.jan.closing)]
        },
    ]

    static let ofThemselves = [
        UnlawfulDeed("somebody changes another's data as their own", .personContactChanged, .anotherSubject) { scene in
            [scene.act(.personContactChanged, by: Town.jan, .oneself, about: Town.sofie)]
        },
        UnlawfulDeed("the installation changes somebody's password", .personPasswordChanged, .authorityNotHeld) { scene in
            [scene.act(.personPasswordChanged, by: Town.jan, .installation, about: Town.jan)]
        },
        UnlawfulDeed("somebody registers a certificate for another", .personCertificateRegistered, .anotherSubject) { scene in
            [scene.act(.personCertificateRegistered, by: Town.jan, .oneself, about: Town.sofie)]
        },
        UnlawfulDeed("the installation removes somebody's certificate", .personCertificateRemoved, .authorityNotHeld) { scene in
            [scene.act(.personCertificateRemoved, by: Town.jan, .installation, about: Town.jan)]
        },
        UnlawfulDeed("a corrected name gives an application", .personNamesCorrected, .notOfThisCode) { scene in
            [scene.act(.personNamesCorrected, by: Town.fatima, .oneself, about: Town.fatima, [scene.grant("ecaro", to: scene.fatima)])]
        },
    ]

    static let ofAuthority = [
        UnlawfulDeed("somebody acts under another's authority", .userRemoved, .anotherActor) { scene in
            [scene.act(.userRemoved, by: Town.lucas, under: scene.jan, in: scene.employer, about: Town.fatima, scene.fatima.closing)]
        },
        UnlawfulDeed("a former co-manager acts", .userRemoved, .authorityNotHeld) { scene in
            [
                scene.act(.coManagerRemoved, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.pieter, scene.pieter.closing),
                scene.act(.userRemoved, by: Town.pieter, under: scene.pieter, in: scene.employer, about: Town.fatima, scene.fatima.closing),
            ]
        },
        UnlawfulDeed("a blocked co-manager acts", .userRemoved, .refused(.blocked)) { scene in
            [
                scene.act(
                    .coManagerBlocked, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.pieter, [.opened(scene.block(scene.pieter))]),
                scene.act(.userRemoved, by: Town.pieter, under: scene.pieter, in: scene.employer, about: Town.fatima, scene.fatima.closing),
            ]
        },
        UnlawfulDeed("an act is dated before those recorded before it", .userRemoved, .earlier) { scene in
            [
                scene.act(.qualityContactChanged, by: Town.jan, under: scene.jan, in: scene.employer),
                scene.act(
                    .userRemoved, by: Town.jan, under: scene.jan, in: scene.employer, about: Town.fatima, after: -3600, scene.fatima.closing),
            ]
        },
        UnlawfulDeed("somebody acts under a function that the register never told of", .entityRegistered, .authorityNotHeld) { scene in
            [
                scene.act(
                    .entityRegistered, by: Town.sofie, .function(.init(rawValue: scene.sofieRepresents.id.rawValue + 1_000_000)), of: Town.tournesol,
                    [.opened(Registration(id: scene.key(), entity: Town.tournesol.id))])
            ]
        },
    ]
}

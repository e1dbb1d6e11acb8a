import Rules
import Testing

/// Who may do what to whom, where: every combination executed, and held against MISSION's table.
@Suite struct MatrixTests {
    @Test func `in every combination the rules allow exactly what MISSION's table allows`() {
        let scenes = MatrixScene.all
        #expect(scenes.count == Deed.allCases.count * 6 * 6 * 32)
        let wrong = scenes.filter { Self.isAllowed($0) != Self.expected($0) }
        #expect(wrong.isEmpty, "\(wrong.count) of \(scenes.count) differ, such as \(wrong.prefix(5).map { "\($0)" }.joined(separator: "\n"))")
        // Neither everything nor nothing is allowed of any deed.
        for deed in Deed.allCases {
            let allowed = scenes.filter { $0.deed == deed && Self.isAllowed($0) }.count
            #expect(allowed > 0 && allowed < scenes.count / Deed.allCases.count, "\(deed): \(allowed)")
        }
    }

    @Test func `in another entity, or blocked, everything is refused`() {
        let outside = MatrixScene.all.filter { !$0.sameEntity || $0.actorIsBlocked }
        #expect(outside.filter(Self.isAllowed).isEmpty)
        #expect(outside.count == MatrixScene.all.count * 3 / 4)
    }

    @Test func `a role in a quality reaches no other quality`() {
        let elsewhere = MatrixScene.all.filter { !$0.sameQuality && $0.actorRole.isOfQuality }
        #expect(elsewhere.filter(Self.isAllowed).isEmpty)
        #expect(!elsewhere.isEmpty)
    }

    @Test func `nobody acts on an equal's or a superior's assignment or account`() {
        let preparedActs: [Deed] = [.giveApplication, .takeApplication, .block, .unblock, .remove, .edit, .setPassword, .openAccount]
        let upward = MatrixScene.all.filter { preparedActs.contains($0.deed) && !MissionTable.isHigher($0.actorRole, than: $0.targetRole) }
        #expect(upward.filter(Self.isAllowed).isEmpty)
        #expect(!upward.isEmpty)
    }

    @Test func `nobody raises themselves, except a representative becoming chief and a chief managing`() {
        let allowed = MatrixScene.all.filter { $0.isSelf && Self.raises($0) && Self.isAllowed($0) }
        #expect(Set(allowed.map(\.deed)) == [.designateChief, .replaceManager, .activateQualityWithManager])
        for scene in allowed {
            #expect(scene.actorRole == (scene.deed == .designateChief ? .representative : .chief), "\(scene)")
        }
    }

    @Test func `a user and a representative who is nothing else manage nobody's access`() {
        let preparedActs = Deed.allCases.filter { $0 != .designateChief }
        #expect(
            MatrixScene.all.filter { preparedActs.contains($0.deed) && [.user, .representative].contains($0.actorRole) }.filter(Self.isAllowed)
                .isEmpty)
    }

    private static func isAllowed(_ scene: MatrixScene) -> Bool {
        do throws(Refusal) {
            try scene.deed.execute(on: Cast.occasion(scene.acting), scene)
            return true
        } catch { return false }
    }
}

/// What MISSION says, thought out again without looking at the rules.
extension MatrixTests {
    private static func expected(_ scene: MatrixScene) -> Bool {
        guard scene.sameEntity, !scene.actorIsBlocked, let row = row(scene) else { return false }
        switch MissionTable.cell(row, scene.actorRole) {
        case .no: return false
        // The entity as a whole is no quality of one's own.
        case .own: guard scene.sameQuality, scene.deed != .editEntity, scene.deed != .consultEntity else { return false }
        case .yes: break
        }
        if scene.isSelf, raises(scene), !mayRaiseThemselves(scene) { return false }
        return fits(scene)
    }

    /// The row of the table that speaks of the deed; nil when none does.
    private static func row(_ scene: MatrixScene) -> MissionTable.Row? {
        switch scene.deed {
        case .designateChief: .chief
        case .appointCoChief: .coChiefs
        case .activateQuality, .activateQualityWithManager, .replaceManager: .qualities
        case .appointCoManager: .coManagers
        case .registerUser, .giveApplication, .takeApplication, .openAccount: .users
        case .block, .unblock, .remove, .edit, .setPassword:
            switch scene.targetRole {
            case .coChief: .coChiefs
            case .coManager: .coManagers
            case .user: .users
            case .representative, .chief, .manager: nil
            }
        case .searchUsers: .search
        case .editEntity, .editQuality, .consultEntity, .consultQuality: .details
        case .registerSender: .senders
        }
    }

    /// Whether the deed would add to what the target may do.
    private static func raises(_ scene: MatrixScene) -> Bool {
        switch scene.deed {
        case .designateChief, .appointCoChief, .replaceManager, .appointCoManager, .registerUser, .giveApplication, .unblock, .setPassword,
            .openAccount:
            true
        // Naming the chief names nobody: the chief manages anyway.
        case .activateQualityWithManager: scene.targetRole != .chief
        default: false
        }
    }

    private static func mayRaiseThemselves(_ scene: MatrixScene) -> Bool {
        switch scene.deed {
        case .designateChief: scene.actorRole == .representative
        case .replaceManager, .activateQualityWithManager: scene.actorRole == .chief
        default: false
        }
    }

    /// Whether the deed makes sense on what the target holds.
    private static func fits(_ scene: MatrixScene) -> Bool {
        switch scene.deed {
        case .designateChief: scene.targetRole != .chief
        case .appointCoChief: scene.targetRole != .chief && scene.targetRole != .coChief
        case .replaceManager: scene.targetRole != .manager
        case .appointCoManager: scene.targetRole != .manager && scene.targetRole != .coManager
        case .registerUser: !scene.targetRole.isOfQuality
        case .giveApplication, .takeApplication: scene.targetRole == .user
        case .block: !scene.targetIsBlocked
        case .unblock: scene.targetIsBlocked
        // An account opens everything its person holds: only of someone lower, and one's own by one's own data.
        case .edit, .setPassword: !scene.isSelf
        case .openAccount: !scene.isSelf && MissionTable.isHigher(scene.actorRole, than: scene.targetRole)
        default: true
        }
    }
}

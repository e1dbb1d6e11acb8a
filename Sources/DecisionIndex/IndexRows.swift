import Rules

/// What the index keeps of a row. References are row numbers; `.max` is none.
enum IndexRow {
    static let none = UInt32.max
}

struct EntityRow: Sendable {
    let id: Int64
    var number: UInt32
    /// The chief's assignment.
    var chief = IndexRow.none
    /// The first of its open qualities, by domain and identifier; each names the next.
    var qualities = IndexRow.none
    /// The register says when it ceases: `DecisionIndex.entityEnds` says when.
    var hasEnd = false
    var isRegistered = false
}

/// Its identifier is kept elsewhere: a row that holds none is read without counting who else reads it.
struct QualityRow: Sendable {
    let id: Int64
    let entity: UInt32
    var next = IndexRow.none
    /// The appointed manager's assignment.
    var manager = IndexRow.none
    let domain: UInt16
}

/// 24 bytes: there are more than a million.
struct AssignmentRow: Sendable {
    let person: Int64
    /// Of a quality, or for roles held in the whole entity of an entity.
    let place: UInt32
    let openingAct: UInt32
    private var firstGrant: UInt32 = 0
    private var grantCount: UInt16 = 0
    /// See `DecisionIndex.id(of:)`.
    let distance: UInt8
    private var flags: UInt8
    private static let roles = Role.allCases

    init(person: Int64, role: Role, place: UInt32, openingAct: UInt32, distance: UInt8, isClosed: Bool) {
        self.person = person
        self.place = place
        self.openingAct = openingAct
        self.distance = distance
        flags = UInt8(truncatingIfNeeded: Self.roles.firstIndex(of: role) ?? 0)
        self.isClosed = isClosed
    }

    var grants: Run {
        get { Run(start: firstGrant, count: grantCount) }
        set { (firstGrant, grantCount) = (newValue.start, newValue.count) }
    }

    var role: Role { Self.roles[Int(flags & 7)] }

    var isBlocked: Bool {
        get { flags & 0x40 != 0 }
        set { flags = newValue ? flags | 0x40 : flags & ~0x40 }
    }

    /// Chains still go through a chief's or manager's assignment that ended.
    var isClosed: Bool {
        get { flags & 0x80 != 0 }
        set { flags = newValue ? flags | 0x80 : flags & ~0x80 }
    }

    /// Through a user's no chain goes.
    var isGone: Bool { isClosed && role == .user }
}

struct GrantRow: Hashable, Sendable {
    let application: UInt16
    /// See `DecisionIndex.id(of:on:)`.
    let distance: UInt8
    /// Nil for the act that opened its assignment, as for most.
    var openingAct: UInt32?
}

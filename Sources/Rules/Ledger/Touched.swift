/// One change of an act, told by what hangs on it: what the rules ask of an act that is done.
package enum Touched: Hashable, Sendable {
    case registered(Registration)
    case activated(Quality)
    case opened(Assignment)
    case closed(Assignment)
    /// A block on it was opened, or closed.
    case blocked(Assignment)
    case unblocked(Assignment)
    /// An application of it was given, or taken.
    case given(Assignment)
    case taken(Assignment)
}

/// What was so just before an act, and what it touched.
package struct ActCircumstances: Sendable {
    /// As what its actor acted.
    package let acting: Acting
    package let touched: [Touched]
    package let isRegistered: Bool
    package let chief: Person.ID?
    /// The appointed manager of the quality that it names.
    package let manager: Person.ID?
    /// What the person whom it names holds, in every entity; asked for where an account is touched.
    package let held: [Assignment]

    package init(acting: Acting, touched: [Touched], isRegistered: Bool, chief: Person.ID?, manager: Person.ID?, held: [Assignment]) {
        self.acting = acting
        self.touched = touched
        self.isRegistered = isRegistered
        self.chief = chief
        self.manager = manager
        self.held = held
    }
}

/// What an act touched, by kind. What ends with an assignment is told by the assignment alone.
struct Effects {
    var registered: [Registration] = []
    var activated: [Quality] = []
    var opened: [Assignment] = []
    var closed: [Assignment] = []
    var blocked: [Assignment] = []
    var unblocked: [Assignment] = []
    var given: [Assignment] = []
    var taken: [Assignment] = []

    init(_ touched: [Touched]) {
        for touch in touched {
            switch touch {
            case .registered(let registration): registered.append(registration)
            case .activated(let quality): activated.append(quality)
            case .opened(let assignment): opened.append(assignment)
            case .closed(let assignment): closed.append(assignment)
            case .blocked(let assignment): blocked.append(assignment)
            case .unblocked(let assignment): unblocked.append(assignment)
            case .given(let assignment): given.append(assignment)
            case .taken(let assignment): taken.append(assignment)
            }
        }
        guard !closed.isEmpty else { return }
        let ended = Set(closed.map(\.id))
        unblocked.removeAll { ended.contains($0.id) }
        taken.removeAll { ended.contains($0.id) }
    }

    /// Which kinds of effects there are, so that an act can be held to those of its code.
    var kinds: Kinds {
        var kinds: Kinds = []
        if !registered.isEmpty { kinds.insert(.registered) }
        if !activated.isEmpty { kinds.insert(.activated) }
        if !opened.isEmpty { kinds.insert(.opened) }
        if !closed.isEmpty { kinds.insert(.closed) }
        if !blocked.isEmpty { kinds.insert(.blocked) }
        if !unblocked.isEmpty { kinds.insert(.unblocked) }
        if !given.isEmpty { kinds.insert(.given) }
        if !taken.isEmpty { kinds.insert(.taken) }
        return kinds
    }

    struct Kinds: OptionSet {
        let rawValue: Int
        static let registered = Kinds(rawValue: 1)
        static let activated = Kinds(rawValue: 2)
        static let opened = Kinds(rawValue: 4)
        static let closed = Kinds(rawValue: 8)
        static let blocked = Kinds(rawValue: 16)
        static let unblocked = Kinds(rawValue: 32)
        static let given = Kinds(rawValue: 64)
        static let taken = Kinds(rawValue: 128)
    }
}

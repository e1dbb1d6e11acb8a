import Rules

/// What will happen, and when: small values, sorted by time and then played.
struct PopulationPlan {
    /// What an event is about; `place` is the index of an entity for the first of them, of a quality for the others.
    enum Happening: UInt8 {
        case designate, replaceChief, appointCoChief
        case activate, replaceManager, appointCoManager, removeCoManager
        /// A user who stays as registered; one to whom more will happen, and who stays; one who will be removed.
        case register, registerAndKeep, registerAndRemove
        case block, unblock, change, remove
    }

    struct Event {
        /// Working time since the opening.
        let tick: Int64
        let place: Int32
        /// By index; in the event of a user, the user.
        let person: Int32
        let happening: Happening
    }

    struct Place {
        let entity: Int32
        let number: Int8
        let isManaged: Bool
    }

    private(set) var events: [Event] = []
    private(set) var places: [Place] = []
    /// Users who are registered and not removed: those who share the open grants.
    private(set) var staying = 0
    private var turn = 0
    private let population: Population

    static let ticksPerWeek: Int64 = 1 << 30

    init(_ population: Population) {
        self.population = population
        events.reserveCapacity(population.registrations * 5 / 4 + population.entities * 4)
        for (entity, users) in population.sizes().enumerated() where population.isRegistered(entity) { settle(entity, users: users) }
        events.sort { ($0.tick, $0.place, $0.happening.rawValue, $0.person) < ($1.tick, $1.place, $1.happening.rawValue, $1.person) }
    }

    private mutating func settle(_ entity: Int, users: Int) {
        var dice = Dice(population.seed, 8_000_000_000 + entity)
        // Nothing happens in the last month: some entities cease in it.
        let end = Int64(Population.weeks - 4) * Self.ticksPerWeek
        let begin = Self.moment(&dice, 0, entity < 100 ? end / 20 : end * 9 / 10)
        add(.designate, entity, population.chief(entity), at: begin)
        let opened = begin + Self.ticksPerWeek / 100
        if entity == 0 || dice.chance(users > 29 ? 400 : 20) { add(.appointCoChief, entity, population.coChief(entity), at: opened) }
        if entity > 0, dice.chance(40) { add(.replaceChief, entity, population.nextChief(entity), at: Self.moment(&dice, opened + 1, end)) }

        let count = population.qualities(entity)
        var rest = users
        for number in 0..<count {
            let share = number == count - 1 ? rest : entity == 0 && number == 0 ? users * 97 / 100 : rest * 3 / 4
            rest -= share
            let start = number == 0 ? opened + 1 : Self.moment(&dice, opened + 1, (opened + end) / 2)
            activate(entity, number, users: share, from: start, to: end, &dice)
        }
    }

    private mutating func activate(_ entity: Int, _ number: Int, users: Int, from start: Int64, to end: Int64, _ dice: inout Dice) {
        let isFirst = entity == 0 && number == 0
        let isManaged = isFirst || dice.chance(users > 4 ? 800 : 300)
        let place = places.count
        places.append(Place(entity: Int32(entity), number: Int8(number), isManaged: isManaged))
        add(.activate, place, population.manager(entity, number), at: start)
        if isFirst || dice.chance(users > 14 ? 800 : 50) {
            add(.appointCoManager, place, population.coManager(entity, number), at: start + 1)
            if !isFirst, dice.chance(100) { add(.removeCoManager, place, 0, at: Self.moment(&dice, start + 2, end)) }
        }
        if !isFirst, dice.chance(80) { add(.replaceManager, place, population.nextManager(entity, number), at: Self.moment(&dice, start + 2, end)) }
        register(min(users, population.settled), place, isFirst: isFirst, from: start + 3, to: end, &dice)
    }

    private mutating func register(_ users: Int, _ place: Int, isFirst: Bool, from start: Int64, to end: Int64, _ dice: inout Dice) {
        var travellers = users > 1 && !isFirst && dice.chance(250) ? 1 + min(users / 50, population.travellers / 2) : 0
        var traveller = dice.below(population.travellers)
        for user in 0..<users {
            let person: Int
            if travellers > 0 {
                person = population.traveller(traveller)
                (travellers, traveller) = (travellers - 1, traveller + 1)
            } else {
                person = population.settler(turn)
                turn += 1
            }
            let at = Self.moment(&dice, start, start + (end - start) * 9 / 10)
            register(person, place, at: at, fate: isFirst && user == 0 ? 999 : dice.below(1000), to: end, &dice)
        }
    }

    /// Of a thousand users, seventy are removed in the end, fifty blocked for good and forty for a while, eighty given another application.
    private mutating func register(_ person: Int, _ place: Int, at: Int64, fate: Int, to end: Int64, _ dice: inout Dice) {
        let later = Self.moment(&dice, at + 1, end - 1)
        switch fate {
        case ..<70:
            add(.registerAndRemove, place, person, at: at)
            if fate < 20 { add(.block, place, person, at: later) }
            add(.remove, place, person, at: Self.moment(&dice, later + 1, end))
            return
        case ..<160:
            add(.registerAndKeep, place, person, at: at)
            add(.block, place, person, at: later)
            if fate >= 120 { add(.unblock, place, person, at: Self.moment(&dice, later + 1, end)) }
        case ..<240:
            add(.registerAndKeep, place, person, at: at)
            add(.change, place, person, at: later)
        default: add(.register, place, person, at: at)
        }
        staying += 1
    }

    private mutating func add(_ happening: Happening, _ place: Int, _ person: Int, at tick: Int64) {
        events.append(Event(tick: tick, place: Int32(place), person: Int32(person), happening: happening))
    }

    /// At `first` or later, before `end` when there is time.
    private static func moment(_ dice: inout Dice, _ first: Int64, _ end: Int64) -> Int64 { first + Int64(dice.below(Int(max(1, end - first)))) }
}

extension Population {
    /// Users of each entity, the largest first.
    func sizes() -> [Int] {
        let harmonic = (1...entities).reduce(0.0) { $0 + 1 / Double($1) }
        var owed = 0.0
        return (1...entities).map { rank in
            owed += Double(registrations) / harmonic / Double(rank)
            let size = Int(owed)
            owed -= Double(size)
            return size
        }
    }
}

import Rules

/// Who is what where. Officers represent and manage; all others are users.
extension Population {
    /// One of those who may represent or manage an entity: sixteen of them are different people.
    func officer(_ entity: Int, _ number: Int) -> Int {
        var dice = Dice(seed, 6_000_000_000 + entity)
        // One entity in ten is in the hands of a few who do it for many.
        let isShared = entity > 0 && dice.chance(100)
        let base = dice.below(isShared ? max(24, officers / 200) : officers)
        return (base + number) % officers
    }

    func representative(_ entity: Int) -> Int { officer(entity, 0) }

    func chief(_ entity: Int) -> Int {
        var dice = Dice(seed, 7_000_000_000 + entity)
        return entity == 0 || dice.chance(400) ? officer(entity, 1) : representative(entity)
    }

    func coChief(_ entity: Int) -> Int { officer(entity, 2) }
    func nextChief(_ entity: Int) -> Int { officer(entity, 3) }
    func manager(_ entity: Int, _ quality: Int) -> Int { officer(entity, 4 + quality) }
    func nextManager(_ entity: Int, _ quality: Int) -> Int { officer(entity, 7 + quality) }
    func coManager(_ entity: Int, _ quality: Int) -> Int { officer(entity, 10 + quality) }

    /// Users with roles in many entities, such as accountants' staff.
    var travellers: Int { max(2, (people - officers) / 500) }

    /// Everyone else is registered in turn: those next to each other in it are different people, as long as they are not more than there are.
    var settled: Int { people - officers - travellers }

    func traveller(_ number: Int) -> Int { officers + number % travellers }
    func settler(_ turn: Int) -> Int { officers + travellers + turn * stride % settled }

    /// Near the golden section of the number of people, so that neighbours in turn are far apart, and without common divisor with it.
    private var stride: Int {
        var stride = max(1, settled * 618 / 1000)
        while Self.commonDivisor(stride, settled) > 1 { stride += 1 }
        return stride
    }

    private static func commonDivisor(_ one: Int, _ other: Int) -> Int { other == 0 ? one : commonDivisor(other, one % other) }

    /// Whom a visitor may sign in as, to see the largest lists.
    package var guests: [(person: Int, userName: String, role: String)] {
        [
            (chief(0), "largestchief", "chief access manager of the largest entity"),
            (manager(0, 0), "largestmanager", "access manager of its largest quality"),
            (coManager(0, 0), "largestcomanager", "co-access manager there"),
            (settler(0), "largestuser", "user there"),
        ]
    }
}

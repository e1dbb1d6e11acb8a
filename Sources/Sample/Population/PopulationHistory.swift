import FoundationEssentials
import Rules
import Synchronization

/// Plays the plan: each act by the rules, under an authority that an earlier one gave.
struct PopulationHistory {
    private struct Post {
        var quality: Quality?
        var domain: AccessDomain?
        var manager: Assignment?
        var coManager: Assignment?
    }

    private struct Staff: Hashable {
        let place: Int32
        let person: Int32
    }

    private let population: Population
    private let plan: PopulationPlan
    private var next = 0
    private var chiefs: [Assignment?]
    private var posts: [Post]
    /// Users to whom more will happen.
    private var kept: [Staff: Holding] = [:]
    private var shares: GrantShares
    private var dice: Dice
    private let keys = PopulationKeys()

    init(_ population: Population) {
        self.population = population
        plan = PopulationPlan(population)
        chiefs = Array(repeating: nil, count: population.entities)
        posts = Array(repeating: Post(), count: plan.places.count)
        shares = GrantShares(grants: population.grants, users: plan.staying)
        dice = Dice(population.seed, 1)
    }

    /// Some of the next acts; none when all were told.
    mutating func acts(atLeast count: Int) throws -> [Act] {
        var acts: [Act] = []
        acts.reserveCapacity(count + 1)
        while acts.count < count, next < plan.events.count {
            acts += try play(plan.events[next])
            next += 1
        }
        return acts
    }

    private mutating func play(_ event: PopulationPlan.Event) throws -> [Act] {
        let at = Self.microseconds(event.tick)
        keys.advance(to: at)
        let date = Date(timeIntervalSince1970: Double(at) / 1_000_000)
        switch event.happening {
        case .designate, .replaceChief, .appointCoChief: return try playInEntity(event, date)
        case .activate, .replaceManager, .appointCoManager, .removeCoManager: return [try playInQuality(event, date)]
        case .register, .registerAndKeep, .registerAndRemove: return [try register(event, date)]
        case .block, .unblock, .change, .remove: return [try changeUser(event, date)]
        }
    }

    private mutating func playInEntity(_ event: PopulationPlan.Event, _ date: Date) throws -> [Act] {
        let index = Int(event.place)
        let (entity, person) = (try population.entity(index), population.personKey(Int(event.person)))
        let held = chiefs[index]
        if event.happening == .appointCoChief {
            guard let held else { throw Refusal.entityNotRegistered }
            return [try entity.coChiefAppointed(person, chief: held.person, held: nil, on: occasion(held, date))]
        }
        let registration = held.map { Registration(id: .init(rawValue: $0.id.rawValue), entity: entity.id) }
        let acts = try entity.designating(
            Designation(chief: person, isDeclared: true), registration: registration, former: held.map { Holding($0) },
            on: occasion(Acting(population.functions(index)[0]), date))
        chiefs[index] = acts.last?.opened(.chief)
        return acts
    }

    private mutating func playInQuality(_ event: PopulationPlan.Event, _ date: Date) throws -> Act {
        let (place, person) = (plan.places[Int(event.place)], population.personKey(Int(event.person)))
        guard let chief = chiefs[Int(place.entity)] else { throw Refusal.entityNotRegistered }
        var post = posts[Int(event.place)]
        defer { posts[Int(event.place)] = post }
        guard let quality = post.quality else {
            let entitled = try population.entitlements(Int(place.entity))[Int(place.number)]
            let (quality, act) = try entitled.domain.activated(
                with: entitled.identifier, for: chief.entity, open: [], manager: place.isManaged ? person : nil, chief: chief.person,
                on: occasion(chief, date))
            post = Post(quality: quality, domain: entitled.domain, manager: act.opened(.manager))
            return act
        }
        switch event.happening {
        case .replaceManager:
            let act = try quality.managerReplaced(
                by: person, current: post.manager.map { Holding($0) }, chief: chief.person, held: nil, on: occasion(chief, date))
            post.manager = act.opened(.manager)
            return act
        case .appointCoManager:
            let manager = post.manager ?? chief
            let act = try quality.coManagerAppointed(person, managedBy: manager.person, held: nil, on: occasion(manager, date))
            post.coManager = act.opened(.coManager)
            return act
        default:
            guard let coManager = post.coManager else { throw Refusal.noLongerHeld }
            post.coManager = nil
            return try Holding(coManager).removed(on: occasion(post.manager ?? chief, date))
        }
    }

    private mutating func register(_ event: PopulationPlan.Event, _ date: Date) throws -> Act {
        let post = posts[Int(event.place)]
        guard let quality = post.quality, let domain = post.domain, let chief = chiefs[Int(plan.places[Int(event.place)].entity)] else {
            throw Refusal.entityNotRegistered
        }
        let applications = shares.take(of: domain.applications.count, stays: event.happening != .registerAndRemove, &dice)
        let act = try quality.userRegistered(
            population.personKey(Int(event.person)), applications: Set(applications.map { domain.applications[$0].code }), in: domain, held: nil,
            manager: (post.manager ?? chief).person, on: occasion(registrar(of: post, chief), date))
        if event.happening != .register, let user = act.opened(.user) {
            kept[Staff(place: event.place, person: event.person)] = Holding(user, grants: act.opened(Grant.self))
        }
        return act
    }

    private mutating func changeUser(_ event: PopulationPlan.Event, _ date: Date) throws -> Act {
        let staff = Staff(place: event.place, person: event.person)
        let post = posts[Int(event.place)]
        guard let held = kept.removeValue(forKey: staff), let domain = post.domain, let chief = chiefs[Int(plan.places[Int(event.place)].entity)]
        else { throw Refusal.noLongerHeld }
        let occasion = occasion(registrar(of: post, chief), date)
        switch event.happening {
        case .block:
            let act = try held.blocked(because: dice.pick(BlockReason.allCases), on: occasion)
            kept[staff] = Holding(held.assignment, block: act.opened(Block.self).first, grants: held.grants)
            return act
        case .unblock: return try held.unblocked(on: occasion)
        case .change:
            // One application for another; whoever has them all is away instead.
            let others = domain.applications.map(\.code).filter { !held.applications.contains($0) }
            guard !others.isEmpty, let taken = held.grants.first?.application else { return try held.blocked(because: .absence, on: occasion) }
            return try held.applicationsChanged(to: held.applications.subtracting([taken]).union([dice.pick(others)]), in: domain, on: occasion)
        default: return try held.removed(on: occasion)
        }
    }

    /// Who registers users here today.
    private mutating func registrar(of post: Post, _ chief: Assignment) -> Assignment {
        if let coManager = post.coManager, dice.chance(600) { return coManager }
        return post.manager ?? chief
    }

    private func occasion(_ assignment: Assignment, _ date: Date) -> Occasion { occasion(Acting(assignment, isBlocked: false), date) }

    private func occasion(_ acting: Acting, _ date: Date) -> Occasion {
        let keys = keys
        return Occasion(acting: acting, at: date) { keys.next() }
    }

    /// Five days of eleven hours a week.
    private static func microseconds(_ tick: Int64) -> Int64 {
        let (week, rest) = tick.quotientAndRemainder(dividingBy: PopulationPlan.ticksPerWeek)
        let workday: Int64 = 11 * 3_600_000_000
        // In whole milliseconds, so that the product stays within 64 bits.
        let worked = rest * (5 * workday / 1000) / PopulationPlan.ticksPerWeek * 1000
        return Act.microseconds(Population.opening) + (week * 7 + worked / workday) * 86_400_000_000 + worked % workday
    }
}

/// Shares the open grants out among the users, so that they come out even at the end.
struct GrantShares {
    private var grants: Int
    private var users: Int

    init(grants: Int, users: Int) { (self.grants, self.users) = (grants, users) }

    /// The places, in a list of so many, of the applications that the next user gets: one at least.
    mutating func take(of count: Int, stays: Bool, _ dice: inout Dice) -> [Int] {
        let wanted = 2 * max(0, grants - users)
        // Between one and twice the mean of what is left, less one; the part of a whole falls to chance.
        let spread = dice.below(max(1, wanted * 1000 / max(1, users) + 1000))
        let size = min(count, 1 + spread / 1000)
        var places = Array(0..<count)
        for place in 0..<size { places.swapAt(place, place + dice.below(count - place)) }
        if stays { (grants, users) = (grants - size, users - 1) }
        return Array(places.prefix(size))
    }
}

/// Keys as time goes by, never the same twice.
final class PopulationKeys: Sendable {
    private let last = Mutex<Int64>(0)

    func advance(to microseconds: Int64) { last.withLock { $0 = max($0, Population.firstKey(at: microseconds)) } }

    func next() -> Int64 {
        last.withLock { last in
            last += 1
            return last
        }
    }
}

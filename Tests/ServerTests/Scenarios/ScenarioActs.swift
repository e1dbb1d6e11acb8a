import Foundation
import Rules
import Storage

@testable import Server

/// Something that somebody did, as a scenario tells it:
///
///     { who: PERSON, designates: PERSON }                                 as chief; `of: ENTITY` here and below, when it is another one
///     { who: PERSON, appoints: PERSON, as: co-chief }
///     { who: PERSON, appoints: PERSON, as: manager, in: DOMAIN }          or co-manager
///     { who: PERSON, activates: DOMAIN, manager: PERSON }                 without `manager` the chief manages
///     { who: PERSON, registers: PERSON, with: "APPLICATION, …", in: DOMAIN }
///     { who: PERSON, leaves: PERSON, with: "APPLICATION, …", in: DOMAIN } of all applications, only these stay ticked
///     { who: PERSON, blocks: PERSON, in: DOMAIN }                         unblocks, removes; without `in`, what is held in the whole entity
///     { resigns: PERSON }                                                 the register says that the function has ended
///     { ceases: ENTITY }                                                  the register says that the entity has ceased
struct ScenarioAct: Sendable {
    /// `removed-user.yaml, line 5`
    let standing: String
    let perform: @Sendable (PreparedActs) async throws -> Void

    private enum Verb: String, CaseIterable { case designates, appoints, activates, registers, leaves, blocks, unblocks, removes, resigns, ceases }
    private enum Appointed: String, CaseIterable {
        case coChief = "co-chief"
        case manager
        case coManager = "co-manager"
    }

    init(_ part: FilePart, entity: Entity) throws(UnreadableFile) {
        standing = part.standing
        guard let verb = Verb.allCases.first(where: { part.has($0.rawValue) }) else {
            try part.allow("who", "as", "in", "of", "with", "manager")
            throw part.fault("may", .missing)
        }
        try part.allow([verb.rawValue] + Self.fields(of: verb))
        let entity = part.has("of") ? try part.entity("of") : entity
        switch verb {
        case .resigns:
            let person = try part.person("resigns")
            perform = { try await $0.endFunction(of: person, in: entity) }
        case .ceases:
            let ceased = try part.entity("ceases")
            perform = { try await $0.cease(ceased) }
        default: perform = try Self.act(verb, part, entity, by: part.person("who"))
        }
    }

    private static func fields(of verb: Verb) -> [String] {
        switch verb {
        case .designates: ["who", "of"]
        case .appoints: ["who", "as", "in", "of"]
        case .activates: ["who", "manager", "of"]
        case .registers, .leaves: ["who", "with", "in", "of"]
        case .blocks, .unblocks, .removes: ["who", "in", "of"]
        case .resigns: ["of"]
        case .ceases: []
        }
    }

    private static func act(_ verb: Verb, _ part: FilePart, _ entity: Entity, by actor: Person) throws(UnreadableFile)
        -> @Sendable (PreparedActs) async throws -> Void
    {
        if verb == .activates {
            let (domain, manager) = (try part.domain("activates"), part.has("manager") ? try part.person("manager") : nil)
            return { try await $0.activate(domain, for: entity, manager: manager, by: actor) }
        }
        let person = try part.person(verb.rawValue)
        switch verb {
        case .appoints: return try appointment(part, person, entity, by: actor)
        case .registers, .leaves:
            let codes = try part.text("with").components(separatedBy: ", ")
            let (applications, domain) = (Set(codes.map(SecuredApplication.Code.init(rawValue:))), try part.domain("in"))
            return { preparedActs in
                if verb == .registers { return try await preparedActs.register(person, applications, of: domain, in: entity, by: actor) }
                try await preparedActs.give(person, applications, of: domain, in: entity, by: actor)
            }
        case .blocks, .unblocks, .removes:
            let fate: PreparedActs.Fate = verb == .blocks ? .block : verb == .unblocks ? .unblock : .remove
            let domain = part.has("in") ? try part.domain("in") : nil
            return { try await $0.end(fate, person, of: domain, in: entity, by: actor) }
        default: return { try await $0.designate(person, of: entity, by: actor) }
        }
    }

    private static func appointment(_ part: FilePart, _ person: Person, _ entity: Entity, by actor: Person) throws(UnreadableFile)
        -> @Sendable (PreparedActs) async throws -> Void
    {
        let role = try part.choice("as", Appointed.self)
        if role == .coChief { return { try await $0.appointCoChief(person, of: entity, by: actor) } }
        let domain = try part.domain("in")
        return { preparedActs in
            if role == .manager { return try await preparedActs.appointManager(person, of: domain, in: entity, by: actor) }
            try await preparedActs.appointCoManager(person, of: domain, in: entity, by: actor)
        }
    }
}

extension PreparedActs {
    /// The company register says that a person's functions in an entity ended yesterday.
    fileprivate func endFunction(of person: Person, in entity: Entity) async throws {
        let day = test.clock.now.addingTimeInterval(-86400)
        let ended = try await test.house.write { tx in
            try tx.keep(["held_until": day.bound], in: .legalFunctions, where: "person = \(person.id) AND entity = \(entity.id)")
        }
        if ended == 0 { throw Refusal.noFunction }
    }
}

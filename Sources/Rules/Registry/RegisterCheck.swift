public import FoundationEssentials

/// What the company register says of one person in one entity: the function an act may be done under, or why there is none
/// (MISSION S5, D1; complaint 6 of DOMAIN §8: say *why*).
package enum RegisterCheck {
    package static func representation(by person: Person.ID, of entity: Entity, among functions: [LegalFunction], at instant: Date) throws(Refusal)
        -> LegalFunction
    {
        try entity.requireExistence(at: instant)
        let held = functions.filter { $0.person == person && $0.entity == entity.id }
        if let function = held.first(where: { $0.represents(at: instant) }) { return function }
        let representing = held.filter(\.kind.represents)
        if let begins = representing.filter({ !$0.period.hasBegun(by: instant) }).map(\.from).min() { throw .functionNotYetBegun(on: begins) }
        if let ended = representing.compactMap(\.until).max() { throw .functionEnded(on: ended) }
        if !held.isEmpty { throw .functionDoesNotRepresent }
        throw .noFunction
    }
}

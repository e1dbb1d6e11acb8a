import Foundation
import Rules
import Storage

/// What the company register says of one person in one entity: nothing against them, or a refusal; and whom it knows as representatives.
struct Eligibility: Sendable {
    let entity: Entity?
    let refusal: Refusal?
    let representatives: [Representative]
}

struct Representative: Hashable, Sendable {
    let name: String
    let kind: FunctionKind
    let since: Date
}

extension Transaction {
    func eligibility(of person: Person.ID, in number: EnterpriseNumber, at now: Date) throws -> Eligibility {
        guard let entity = try entity(number) else { return Eligibility(entity: nil, refusal: .entityUnknown, representatives: []) }
        let functions = try legalFunctions(in: entity.id)
        do throws(Refusal) {
            _ = try RegisterCheck.representation(by: person, of: entity, among: functions, at: now)
            return Eligibility(entity: entity, refusal: nil, representatives: [])
        } catch {
            return Eligibility(entity: entity, refusal: error, representatives: try representatives(among: functions, at: now))
        }
    }

    private func representatives(among functions: [LegalFunction], at now: Date) throws -> [Representative] {
        let representing = functions.filter { $0.represents(at: now) }
        let people = try people(representing.map(\.person))
        return representing.compactMap { function in
            people[function.person].map { Representative(name: $0.name, kind: function.kind, since: function.from) }
        }
    }
}

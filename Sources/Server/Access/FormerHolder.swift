import Rules
import Storage

extension Visit {
    /// Whoever a notice says has lost their place in this quality or, outside of one, in this entity as a whole, by the key of their assignment: found
    /// among those of this place only.
    func former() async throws -> [Int64: String] {
        guard let key = notice?.subject, let entity else { return [:] }
        let place = Place(entity: entity.id, quality: quality?.id)
        let name = try await house.read { tx in try tx.holder(of: .init(rawValue: key), in: place).flatMap { try tx.person($0)?.name } }
        return name.map { [key: $0] } ?? [:]
    }
}

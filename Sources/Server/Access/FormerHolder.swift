import Rules
import Storage

extension Visit {
    /// Whoever a notice says has lost their place in this quality, by the key of their assignment: found among this quality's own only.
    func former() async throws -> [Int64: String] {
        guard let key = notice?.subject, let quality else { return [:] }
        let name = try await house.read { tx in try tx.holder(of: .init(rawValue: key), in: quality.id).flatMap { try tx.person($0)?.name } }
        return name.map { [key: $0] } ?? [:]
    }
}

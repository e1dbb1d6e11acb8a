import Rules
import Web

/// A user of the quality whose applications somebody new is to get too (MISSION M10): their assignment travels in the address, from their page through
/// the number to the form.
enum Colleague {
    static let field = "like"

    static func address(_ path: String, _ user: Assignment.ID) -> String { "\(path)?\(field)=\(user)" }
}

extension Visit {
    /// Nil when none is named, or nobody with a list of applications by now.
    func colleague() async throws -> RegisteredUser? {
        let written = query[Colleague.field].isEmpty ? form[Colleague.field] : query[Colleague.field]
        guard let id = Int64(written).map(Assignment.ID.init(rawValue:)), quality != nil else { return nil }
        let (place, now) = (try place(), now)
        let found = try await house.read { tx in
            do { return try tx.registered(id, in: place, at: now) as RegisteredUser? } catch is NotFound { return nil }
        }
        return found.flatMap { $0.role == .user ? $0 : nil }
    }
}

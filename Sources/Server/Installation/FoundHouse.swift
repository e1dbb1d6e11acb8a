package import Rules
import Storage

extension House {
    /// Writes a whole world into an empty database.
    /// - Parameter password: of every account; nil opens none.
    /// - Throws: `AlreadyFounded` when the database knows anybody.
    package func found(_ world: World, password: String?) async throws {
        // One hash for all accounts: making a slow hash for each would hold up the start, and a demo's password is no secret.
        var hash: String?
        if let password { hash = try await passwords.hash(password) }
        try await write { [hash, zone, now = clock()] tx in
            try tx.keepRegisterDays(in: zone)
            try tx.found(world.days(in: zone), password: hash, at: now)
        }
    }
}

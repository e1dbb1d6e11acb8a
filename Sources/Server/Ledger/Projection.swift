package import Rules
package import Storage

/// A list made for reading only, out of rows that acts, registers and accounts write (docs/decisions/0021). It follows them in the same transaction,
/// can be written anew, and is verified. Every one is in `Projections.all`.
package protocol Projection: Sendable {
    /// What `chatelaine verify` calls it.
    var name: String { get }
    /// Whose rows it repeats, as `chatelaine verify` says it.
    var sources: String { get }
    /// Those that others refer to first.
    var tables: [Table] { get }

    /// Reads what it must know of an act before the act's rows are written.
    /// - Returns: what it writes once they are.
    func following(_ act: Act, _ tx: borrowing Transaction) throws -> (borrowing Transaction) throws -> Void
    /// Somebody has other names, another user name, title, language or e-mail address now: no act tells of it.
    func follow(_ person: Person.ID, _ tx: borrowing Transaction) throws
    /// Writes all of it anew.
    func rebuild(_ tx: borrowing Transaction) throws
    /// Whether there is something to list and nothing is listed: an earlier version had no such list, or a bulk load was interrupted.
    func isMissing(_ tx: borrowing Transaction) throws -> Bool
    /// Whether it says what the rows say that it repeats.
    func isTrue(_ tx: borrowing Transaction) throws -> Bool
}

extension Transaction {
    /// To be called whenever somebody's names, user name, title, language or e-mail address are written.
    func personChanged(_ person: Person.ID) throws { for projection in Projections.all { try projection.follow(person, self) } }

    func rebuildProjections() throws { for projection in Projections.all { try projection.rebuild(self) } }

    /// So that an interrupted bulk load leaves them missing, not half true.
    func emptyProjections() throws {
        for projection in Projections.all { for table in projection.tables.reversed() where try !isEmpty(table) { try empty(table) } }
    }
}

extension Storage {
    /// Writes the projections that are missing.
    func completeProjections() async throws {
        let missing = try await read { tx in try Projections.all.filter { try $0.isMissing(tx) } }
        for projection in missing { try await write { tx in try projection.rebuild(tx) } }
    }
}

/// Why a backup was not made or not restored. Nothing was replaced.
package enum BackupFault: Error, Hashable, CustomStringConvertible {
    case exists(String)
    case unfinished(String)
    case notSQLite
    case absent(String)
    case notABackup
    /// With where else they might be, or nothing.
    case keysMissing(String, hint: String)
    case inUse
    /// Acts that the backup's own checkpoint does not count.
    case uncounted(found: Int64, checkpoint: Int)
    case older(found: Int64, checkpoint: Int)
    case ledger(LedgerFault)
    /// A file that SQLite would take for a part of the backup.
    case beside(String)
    case manifestForged
    case manifestMissing
    case rowChanged(table: String, row: String)
    case rowAdded(table: String, row: String)
    case rowMissing(table: String, after: String?)
    /// In a way that the marks of its rows do not tell.
    case tableChanged(String)
    case unreadable(table: String, column: String)

    package var description: String {
        switch self {
        case .exists(let file): "\(file) is there already. A backup never replaces a file: name another."
        case .unfinished(let file): "\(file) is in the way: another backup is being written, or one was cut off. In the latter case, remove it."
        case .notSQLite:
            "This is for SQLite. A PostgreSQL database is backed up with pg_dump or pg_basebackup, and checked after its restoration with "
                + "chatelaine verify --database; see docs/operations.md."
        case .absent(let file): "\(file) is not there."
        case .notABackup: "The file is not one that chatelaine backup has made."
        case .keysMissing(let directory, let hint):
            "\(directory) does not hold the keys sealing and checkpoints. Put their copy back first.\(hint)"
        case .inUse: "Another process has the database open. Stop it first."
        case .uncounted(let found, let checkpoint): "The backup holds \(found) acts, but its checkpoint counts \(checkpoint): it was changed."
        case .older(let found, let checkpoint):
            "The backup holds \(found) acts, the checkpoint in the data directory counts \(checkpoint): the \(Int64(checkpoint) - found) newest, "
                + "all acknowledged, would be lost. If they cannot be had from anywhere, say --losing-acts and write down that you did."
        case .ledger(let fault): "FAULT: \(fault)."
        case .beside(let file): "\(file) stands beside the backup, which is one file: somebody had it open to write. Take the file as it was made."
        case .manifestForged:
            "The manifest of the backup was not signed with a key that is in keys/sealing, or was changed since: a backup needs the key it was made with."
        case .manifestMissing: "The backup has no manifest, but the version that made it wrote one: it was taken away."
        case .rowChanged(let table, let row): "Row \(row) of \(table) was changed since the backup was made."
        case .rowAdded(let table, let row): "Row \(row) of \(table) was added since the backup was made."
        case .rowMissing(let table, let row?): "A row of \(table) after \(row) was taken away since the backup was made."
        case .rowMissing(let table, nil): "The first row of \(table) was taken away since the backup was made."
        case .tableChanged(let table): "Rows of \(table) were changed since the backup was made."
        case .unreadable(let table, let column):
            "A row of \(table) was changed since the backup was made: \(column) holds what is never written there."
        }
    }
}

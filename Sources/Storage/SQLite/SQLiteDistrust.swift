import CSQLite
import GRDB

extension Configuration {
    /// For a file that others may have written to: what its schema says to do besides keeping rows is not done, also when it is put there while the
    /// file is open.
    mutating func distrust() {
        prepareDatabase { database in
            let code = chatelaine_sqlite_distrust(database.sqliteConnection)
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        }
    }
}

/// What a database must be, so that both engines give the same answers.
enum PostgreSQLRequirements {
    /// Texts are compared byte by byte, which in UTF-8 is the order of code points and that of SQLite; a range over a folded column depends on it
    /// (`Folding.starts`). The schema names no collation, so the database's own must be that one.
    static func check(_ session: PostgreSQLSession, version: Int) throws(StorageFault) {
        guard version >= 150_000 else { throw .unavailable("this is PostgreSQL \(version / 10_000); 15 or newer is needed") }
        let found: [String]
        do {
            found = try session.command(
                "SELECT datname, pg_encoding_to_char(encoding), datcollate, datlocprovider FROM pg_database WHERE datname = current_database()")
        } catch {
            throw error.fault
        }
        guard found.count == 4 else { throw .unavailable("the database does not tell its collation") }
        let (name, encoding, collation, provider) = (found[0], found[1], found[2], found[3])
        guard encoding == "UTF8" else { throw .unavailable("the database \(name) is encoded in \(encoding); \(advice(name))") }
        // PostgreSQL 17's own provider, "b", sorts by code point in each of its locales.
        guard provider == "b" || (provider == "c" && ["C", "POSIX"].contains(collation)) else {
            throw .unavailable("the database \(name) sorts texts by \(provider == "i" ? "ICU" : collation); \(advice(name))")
        }
    }

    private static func advice(_ name: String) -> String {
        "create it with: createdb --template=template0 --encoding=UTF8 --locale=C \(name)"
    }
}

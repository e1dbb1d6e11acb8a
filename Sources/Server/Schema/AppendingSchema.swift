import Storage

/// Where writers write beside each other, an act gets its place in the ledger last, after its rows, so that acts wait for nothing but that place.
/// What refers to an act is therefore checked when the transaction commits. A file has one writer at a time and needs none of it.
extension Schema {
    static let appending = Migration(
        onPostgreSQL: "0011-appending",
        "ALTER TABLE registrations ALTER CONSTRAINT registrations_opened_by_fkey DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE registrations ALTER CONSTRAINT registrations_closed_by_fkey DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE qualities ALTER CONSTRAINT qualities_opened_by_fkey DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE qualities ALTER CONSTRAINT qualities_closed_by_fkey DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE assignments ALTER CONSTRAINT assignments_opened_by_fkey DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE assignments ALTER CONSTRAINT assignments_closed_by_fkey DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE blocks ALTER CONSTRAINT blocks_opened_by_fkey DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE blocks ALTER CONSTRAINT blocks_closed_by_fkey DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE grants ALTER CONSTRAINT grants_opened_by_fkey DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE grants ALTER CONSTRAINT grants_closed_by_fkey DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE drafts ALTER CONSTRAINT drafts_confirmed_by_fkey DEFERRABLE INITIALLY DEFERRED")
}

/// How a transaction begins and ends.
///
/// **Writers take turns** through one advisory lock, so nothing they read changes before they commit and no retry is ever needed between them: every act
/// changes the one row of the ledger, so writers that did not wait for each other would undo each other. READ COMMITTED, because a snapshot taken before
/// the lock was free would be an old one.
///
/// **The lock is not held while the disk works.** The commit itself does not wait for it and frees the lock; a tiny second commit in the same message
/// does wait, and everything logged before it becomes durable with it. So the disk serves many writers at once, and a writer is told of its commit only
/// once it is durable, on the standbys too where those are synchronous. Until then others may see what a crash could still undo; whatever they write
/// upon it would be undone with it, and is not acknowledged either.
enum PostgreSQLMode {
    case read
    case write

    var begin: String {
        switch self {
        case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case .write:
            """
            BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL synchronous_commit TO off; SET LOCAL lock_timeout TO '5s'; \
            SET LOCAL idle_in_transaction_session_timeout TO '60s'; SELECT pg_advisory_xact_lock(\(Self.turn))
            """
        }
    }

    /// The statements that end it, to be sent in one message.
    func commit(announced: Bool) -> [String] {
        switch self {
        case .read: ["COMMIT"]
        case .write: (announced ? ["NOTIFY \(Self.channel)"] : []) + ["COMMIT", "SELECT pg_logical_emit_message(true, 'chatelaine', '')"]
        }
    }

    /// Where committed transactions are announced, to the listeners of this database alone.
    static let channel = "chatelaine"

    /// The advisory lock of the writers of one database: any number that nobody else takes; this one spells "chatelai".
    private static let turn: Int64 = 0x6368_6174_656C_6169
}

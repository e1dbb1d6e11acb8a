/// How a transaction begins and ends.
///
/// **Writers about the same wait for each other.** One advisory lock is held by every writer: by one who is alone against all others, by those who
/// are not together, each with a lock of its own for what it is about. READ COMMITTED, because a snapshot taken before a lock was free would be an old one; a writer who asks for a snapshot
/// holds the lock for its session before it begins the transaction.
///
/// **No lock is held while the disk works.** The commit itself does not wait for it and frees the locks; a tiny second commit in the same message
/// does wait, and everything logged before it becomes durable with it. So the disk serves many writers at once, and a writer is told of its commit only
/// once it is durable, on the standbys too where those are synchronous. Until then others may see what a crash could still undo; whatever they write
/// upon it would be undone with it, and is not acknowledged either.
enum PostgreSQLMode {
    case read
    case write(WriteLock)

    /// The statements that begin it, to be sent in one message.
    var begin: [PostgreSQLStep] {
        guard case .write(let lock) = self else { return [PostgreSQLStep("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")] }
        let level = lock == .snapshot ? "REPEATABLE READ" : "READ COMMITTED"
        let begin = [PostgreSQLStep("BEGIN ISOLATION LEVEL \(level) READ WRITE"), PostgreSQLStep(Self.settings)]
        return switch lock {
        case .alone: begin + [Self.alone]
        // The settings take the snapshot. The session's own lock is free again as soon as the transaction holds it too.
        case .snapshot: Self.lockingSession + begin + [Self.alone, PostgreSQLStep("SELECT pg_advisory_unlock(\(Self.everybody))")]
        // In this order: whoever waits for a busy entity is not in the way of one who writes alone.
        case .about(let subject): begin + [Self.lock(about: subject), PostgreSQLStep("SELECT pg_advisory_xact_lock_shared(\(Self.everybody))")]
        }
    }

    /// The statements that end it, to be sent in one message.
    func commit(announced: Bool) -> [PostgreSQLStep] {
        switch self {
        case .read: [PostgreSQLStep("COMMIT")]
        case .write:
            (announced ? [PostgreSQLStep("NOTIFY \(Self.channel)")] : []) + [
                PostgreSQLStep("COMMIT"), PostgreSQLStep("SELECT pg_logical_emit_message(true, 'chatelaine', '')"),
            ]
        }
    }

    /// Waits until nobody else writes about something.
    static func lock(about subject: Int64) -> PostgreSQLStep { PostgreSQLStep("SELECT pg_advisory_xact_lock($1)", subject) }

    private static let alone = PostgreSQLStep("SELECT pg_advisory_xact_lock(\(everybody))")

    /// A transaction of its own, after which the session holds the lock of `alone`.
    private static let lockingSession = [
        PostgreSQLStep("BEGIN"), PostgreSQLStep(settings), PostgreSQLStep("SELECT pg_advisory_lock(\(everybody))"), PostgreSQLStep("COMMIT"),
    ]

    /// Whether others write meanwhile.
    var isBesideOthers: Bool {
        if case .write(.about) = self { true } else { false }
    }

    /// Where committed transactions are announced, to the listeners of this database alone.
    static let channel = "chatelaine"

    /// For the time of the transaction: one statement instead of three.
    private static let settings = """
        SELECT set_config('synchronous_commit', 'off', true), set_config('lock_timeout', '5s', true),
            set_config('idle_in_transaction_session_timeout', '60s', true)
        """

    /// The advisory lock of all writers of one database: any number that nobody else takes; this one spells "chatelai".
    private static let everybody: Int64 = 0x6368_6174_656C_6169
}

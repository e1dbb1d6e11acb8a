import Storage

/// What a node's decision index reads to load and to follow: the beginning of every act without its body, and the changes of the company register
/// that no act tells of (docs/decisions/0011).
extension Schema {
    static let following = Migration(
        "0008-following",
        """
        CREATE TABLE register_changes (
            position BIGINT PRIMARY KEY, entity BIGINT NOT NULL REFERENCES entities (id))
        """,
        "CREATE INDEX acts_in_short ON acts (id, position, authority_kind, authority_key, actor)")
}

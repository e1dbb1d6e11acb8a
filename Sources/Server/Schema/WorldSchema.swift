import Storage

/// Marks a database that holds an invented world, so that it is never served as a real one, nor a real one as the demo.
extension Schema {
    static let worlds = Migration(
        "0005-worlds",
        """
        CREATE TABLE invented_worlds (id BIGINT PRIMARY KEY CHECK (id = 1), founded_at BIGINT NOT NULL)
        """)
}

import Rules

enum Refused {
    /// The code of the reason for which a text is refused; nil when it is not.
    static func code(_ read: () throws -> some Any) -> String? {
        do { _ = try read() } catch { return (error as? InvalidIdentifier)?.code }
        return nil
    }
}

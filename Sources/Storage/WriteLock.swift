/// What a writer keeps others from while it writes. An engine may keep them from more.
package enum WriteLock: Hashable, Sendable {
    /// From everything: nothing that is read inside has changed before the commit.
    case alone
    /// From writing about the same, such as the key of an entity. Others may write meanwhile, and what was read of them may have changed; what
    /// a constraint of the schema forbids them together, one of them is told of after it was tried again alone.
    case about(Int64)
    /// From everything, and all that is read inside is of one moment, whatever somebody writes past every lock. For what is checked with one statement and
    /// vouched for with another. What is written past every lock makes it begin anew.
    case snapshot
}

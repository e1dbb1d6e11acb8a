/// One row that an act opened or closed. Rows that give power are written in no other way, so the ledger alone can tell what every
/// such row should be: `chatelaine verify` replays the changes and compares.
package enum Change: Hashable, Sendable {
    case registrationOpened(Registration)
    case qualityOpened(Quality)
    case assignmentOpened(Assignment)
    case assignmentClosed(Assignment.ID)
    case blockOpened(Block)
    case blockClosed(Block.ID)
    case grantOpened(Grant)
    case grantClosed(Grant.ID)
}

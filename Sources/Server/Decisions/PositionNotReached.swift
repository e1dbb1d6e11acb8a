import HTTPTypes
package import Web

/// The index could not be led in time to the position that a caller asked for.
package struct PositionNotReached: Error {}

extension PositionNotReached: TellableError {
    package var report: ProblemReport? { ProblemReport("positionNotReached", .serviceUnavailable) }
}

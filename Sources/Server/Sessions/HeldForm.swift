import Foundation

/// What was typed into a form whose session had ended, or that is shown again before it is confirmed: kept sealed for an hour, for the same person,
/// so that nothing typed is lost. It ends with the session it was typed in, unless that ended by itself.
package struct HeldForm: Codable, Sendable {
    package var path: String
    package var values: [String: [String]]

    static let memory: TimeInterval = 3600

    /// How many are kept at most; the oldest make room.
    enum Most {
        static let ofSession = 20
        /// Whoever has a former session's cookie may not be its owner; the owner sends what they were typing, and perhaps sends it again.
        static let ofFormerSession = 3
        static let ofPerson = 40
        static let ofInstallation = 5000
    }
}

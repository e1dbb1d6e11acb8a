/// How someone wishes to be addressed (MISSION M10). Who states nothing has none.
package enum PersonTitle: String, CaseIterable, Hashable, Sendable, Codable {
    case mr, mrs
}

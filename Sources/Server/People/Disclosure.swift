package import Foundation
package import Rules

/// Somebody was shown national numbers of others in full: who, under which authority, where, whose, and why.
package struct Disclosure: Hashable, Sendable {
    /// The page or file that shows numbers in full: permanent codes, told to auditors.
    package enum Page: String, CaseIterable, Sendable {
        case userList = "user-list"
        case userExport = "user-export"
        case entitySearch = "entity-search"
        case userSelection = "user-selection"
        case user
        case userForm = "user-form"
        case userDraft = "user-draft"
        case coChief = "co-chief"
        case coChiefList = "co-chief-list"
        case coChiefSummary = "co-chief-summary"
        case managerSummary = "manager-summary"
        case coManagerSummary = "co-manager-summary"
        case designation
    }

    package let id: Int64
    package let at: Date
    package let viewer: Person.ID
    package let role: Role
    package let authority: Authority
    package let entity: Entity.ID
    package let quality: Quality.ID?
    /// Whose number it was; nil of many, and of a number that was typed and nobody is known by.
    package let subject: Person.ID?
    /// Of how many people.
    package let people: Int
    package let page: Page
    /// The request, as logs name it.
    package let request: String

    /// Rows are kept for ten years.
    static let memory: TimeInterval = 3653 * 86_400
}

import Web

/// What the list of users shows.
struct UserListModel: PageModel {
    static let template = "users/list"

    /// A registration that waits to be confirmed.
    struct Draft: Codable, Sendable {
        let name: String
        /// Where it is confirmed; nil when nothing is left to confirm.
        let href: String?
        /// Why.
        let settled: String?
        let saved: String
        let discard: String
    }

    struct Filter: Codable, Sendable {
        let action: String
        let name: Field
        /// More than a name is asked.
        let isOpen: Bool
        let choices: [Select]
        let since: Field
        let sort: Select
    }

    let quality: String
    let add: String?
    let draftCount: String
    let drafts: [Draft]
    let filter: Filter
    let isFiltered: Bool
    let everyone: String
    let count: String
    let export: String?
    let table: LongTable<UserColumn>
    let pager: Pager?
    let empty: EmptyList?
}

/// The columns of the list of users, in the order in which templates name them, and rows are made.
enum UserColumn: CodingKey, CaseIterable {
    case href, name, userName, note, kind, type, ssin, state, status, applications, since
}

import Rules
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
        let givenName: Field
        let userName: Field
        let type: Select
        let ssin: Field
        let status: Select
        let application: Select
        let since: Field
        /// More than a name is asked for: on a telephone the other fields are shown too.
        let isOpen: Bool
        /// The order that stays while one looks for others.
        let sort: String
    }

    /// A column by which the list can be sorted.
    struct Sort: Codable, Sendable {
        let href: String
        /// As `aria-sort` says it; nil while the list is sorted by another.
        let direction: String?
    }

    struct Sorts: Codable, Sendable {
        let name: Sort
        let userName: Sort
        let since: Sort
    }

    /// What can be done with those who are ticked; for whoever may.
    struct Selection: Codable, Sendable {
        let action: String
        /// The query of the list that is shown.
        let filter: String
        let change: Select
        /// To tick everyone whom the filter finds; nil when all of them stand on this page.
        let everyone: String?
        /// What was missing to begin.
        let error: String?
    }

    let draftCount: String
    let drafts: [Draft]
    let errors: [FieldError]
    let filter: Filter
    let isFiltered: Bool
    let everyone: String
    let count: String
    let export: String?
    let sorts: Sorts
    let selection: Selection?
    let table: LongTable<UserColumn>
    let pager: Pager?
    let empty: EmptyList?
    let adding: AddingModel?
}

/// The columns of the list of users, in the order in which templates name them, and rows are made.
enum UserColumn: CodingKey, CaseIterable {
    case id, ticked, href, edit, familyName, givenName, userName, note, kind, type, ssin, state, status, applications, since
}

extension UserListModel.Sorts {
    init(_ filter: UserFilterForm, _ path: String, _ visit: Visit) throws {
        func sort(_ order: UserFilter.Order) throws -> UserListModel.Sort {
            UserListModel.Sort(
                href: UserListPage.link(path, try filter.query(visit, sort: order)),
                direction: filter.filter.order == order ? (order == .since ? "descending" : "ascending") : nil)
        }
        self.init(name: try sort(.name), userName: try sort(.userName), since: try sort(.since))
    }
}

extension UserListModel.Selection {
    /// Nil for whoever only looks, and when nobody is there.
    init?(_ list: UserList, _ kept: String, _ fields: Fields, _ visit: Visit) throws {
        guard visit.may(.manageUsers), !list.rows.isEmpty else { return nil }
        let choose = (value: "", label: visit.say("users.selection.choose"))
        let kinds = SelectionChange.Kind.allCases.map { (value: $0.rawValue, label: visit.say("users.selection.kinds.\($0.rawValue)")) }
        let hasMore = list.next != nil || list.previous != nil
        self.init(
            action: try visit.here(.userSelection), filter: kept, change: fields.select("change", [choose] + kinds),
            everyone: hasMore ? visit.say(everyone: list.count) : nil, error: fields.error("user"))
    }
}

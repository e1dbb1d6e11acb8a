import HummingbirdCore
import Rules
import Web

/// The menu that manuals call *Fonctionnalités*: what the visitor may do in this entity and quality, under the headings of the manual. Every feature says
/// its own lines; a heading without any is not there.
struct FunctionMenu: Codable, Sendable {
    struct Group: Codable, Sendable {
        let title: String
        let links: [Entry]
    }

    struct Entry: Codable, Sendable {
        let label: String
        let href: String
        let current: Bool
    }

    let groups: [Group]
}

/// One line of the menu.
struct MenuEntry: Sendable {
    /// The headings, in their order.
    enum Group: String, CaseIterable, Sendable { case entity, quality, ownData }

    let group: Group
    /// Key of its text.
    let label: String
    let href: String
}

extension Visit {
    /// Nil where nobody acts for an entity.
    var functionMenu: FunctionMenu? {
        guard acting != nil, entity != nil else { return nil }
        let entries = Features.all.flatMap { $0.menu(self) }
        let groups = MenuEntry.Group.allCases.compactMap { group -> FunctionMenu.Group? in
            let links = entries.filter { $0.group == group }.map {
                FunctionMenu.Entry(label: say($0.label), href: $0.href, current: $0.href == request.uri.path)
            }
            return links.isEmpty ? nil : FunctionMenu.Group(title: say("layout.functions.\(group.rawValue)"), links: links)
        }
        return groups.isEmpty ? nil : FunctionMenu(groups: groups)
    }

    /// A line of the menu for whoever has that power here.
    func entry(_ group: MenuEntry.Group, _ power: Power, _ label: String, _ href: (EnterpriseNumber, Quality?) -> String?) -> MenuEntry? {
        guard let entity, roles.contains(where: { $0.may(power, in: Place(entity: entity.id, quality: quality?.id)) }),
            let href = href(entity.number, quality)
        else { return nil }
        return MenuEntry(group: group, label: label, href: href)
    }
}

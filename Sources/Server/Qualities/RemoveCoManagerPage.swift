import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Removing a co-access manager, after a page that says what will change (MISSION M8).
enum RemoveCoManagerPage {
    static func ask(_ visit: Visit) async throws -> Response {
        let (person, holding) = try await coManager(visit)
        return try await page(visit, person, holding)
    }

    static func remove(_ visit: Visit) async throws -> Response {
        let (person, holding) = try await coManager(visit)
        let quality = try visit.thisQuality()
        do {
            try await visit.perform(RemoveCoManager(holding: holding.assignment.id, quality: quality.id))
            return visit.redirect(
                to: Address.quality(try visit.thisEntity().number, quality.id), notice: "coManagerRemoved",
                about: holding.assignment.id.rawValue)
        } catch let refusal as Refusal {
            return try await page(visit, person, holding, refusal)
        }
    }

    private static func coManager(_ visit: Visit) async throws -> (Person, Holding) {
        let (quality, id): (Quality, Assignment.ID) = (try visit.thisQuality(), try visit.part())
        let found = try await visit.house.read { tx in
            try tx.holding(id).flatMap { holding in try tx.person(holding.assignment.person).map { ($0, holding) } }
        }
        guard let found, found.1.assignment.quality == quality.id, found.1.assignment.role == .coManager else { throw NotFound() }
        return found
    }

    private static func page(_ visit: Visit, _ person: Person, _ holding: Holding, _ refusal: Refusal? = nil) async throws -> Response {
        let (number, quality) = (try visit.thisEntity().number, try visit.thisQuality())
        let preview = try? await visit.preview(RemoveCoManager(holding: holding.assignment.id, quality: quality.id))
        let effects = [preview?.ending(.coManager)].compactMap(\.self).map {
            visit.say("qualities.coManagers.removeEffect", ["name": $0.name, "quality": visit.label(of: quality.domain)])
        }
        let model = RemoveCoManagerModel(
            refusal: try await visit.refusalModel(refusal), effects: effects,
            action: Address.removeCoManager(number, quality.id, holding.assignment.id), confirm: visit.say("qualities.coManagers.remove"),
            back: Address.quality(number, quality.id))
        let title = visit.say("qualities.coManagers.removeTitle", ["name": person.name])
        return try visit.page(
            model, title: title, crumbs: visit.crumbs([Crumb(title)]), status: refusal == nil ? .ok : .unprocessableContent)
    }
}

struct RemoveCoManagerModel: PageModel {
    static let template = "qualities/remove"

    let refusal: RefusalModel?
    let effects: [String]
    let action: String
    let confirm: String
    let back: String
}

import Foundation
import Rules
import Standards
import Storage
import Web

/// A ticket as it stands in an address; opened for whoever it was sealed for.
struct SealedTicket: AddressPart {
    let addressText: String
    static var longestAddressText: Int { 400 }

    init?(addressText: Substring) { self.addressText = String(addressText) }
    fileprivate init(_ text: String) { addressText = text }
}

/// What leads from the national number to the form: the number, and the key of the draft to come, so that saving twice saves one draft.
/// It stands in the address, sealed for one visitor, one role and one quality or entity: no address ever shows a number.
struct NewUserTicket: Sendable {
    let draft: Key<DraftRow>
    let ssin: SSIN

    init(draft: Key<DraftRow>, ssin: SSIN) {
        self.draft = draft
        self.ssin = ssin
    }

    /// - Throws: `NotFound` for what this visitor was not given for that role here.
    init(_ ticket: SealedTicket, as role: Role, _ visit: Visit) throws {
        guard let sealed = Base64URL.bytes(in: ticket.addressText),
            let opened = try? visit.house.sealer.open(sealed, purpose: Self.purpose(role, visit))
        else { throw NotFound() }
        let parts = opened.split(separator: " ")
        guard parts.count == 2, let draft = Key<DraftRow>(parts[0]), let ssin = try? SSIN(String(parts[1])) else { throw NotFound() }
        self.init(draft: draft, ssin: ssin)
    }

    func sealed(as role: Role, for visit: Visit) throws -> SealedTicket {
        SealedTicket(Base64URL.text(of: try visit.house.sealer.seal("\(draft) \(ssin.digits)", purpose: Self.purpose(role, visit))))
    }

    private static func purpose(_ role: Role, _ visit: Visit) throws -> String {
        let place = try visit.quality.map { "\($0.id)" } ?? "\(visit.thisEntity().id)"
        return "new-\(role.rawValue) \(place) \(try visit.actor().person)"
    }
}

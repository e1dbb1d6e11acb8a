import Foundation
import Rules
import Standards
import Storage
import Web

/// Somebody's own certificate, for services that are protected by one (MISSION U3); in the place of the one that they had. Empty when it is the same.
struct RegisterOwnCertificate: Operation {
    let file: CertificateFile
    /// The mark of the one that it replaces, as the person saw it; nil for none.
    let former: String?

    /// - Throws: `AnotherCertificate`
    func plan(in tx: borrowing Transaction, on occasion: OwnOccasion) throws -> Plan {
        guard let person = try tx.person(occasion.person) else { throw NotFound() }
        let present = try tx.ownCertificate(of: person.id)
        guard present?.file.der != file.der else { return Plan() }
        guard present?.mark == former else { throw AnotherCertificate() }
        var plan = Plan(person.ownCertificateRegistered(on: occasion), telling: OwnLetter(.certificate, to: person))
        plan.add(SavedCertificate(person: person.id, file: file, at: occasion.at))
        return plan
    }
}

/// The certificate that somebody had registered is forgotten. Empty when there is none.
struct RemoveOwnCertificate: Operation {
    /// The mark of the one that was seen.
    let seen: String

    /// - Throws: `AnotherCertificate`
    func plan(in tx: borrowing Transaction, on occasion: OwnOccasion) throws -> Plan {
        guard let person = try tx.person(occasion.person) else { throw NotFound() }
        guard let present = try tx.ownCertificate(of: person.id) else { return Plan() }
        guard present.mark == seen else { throw AnotherCertificate() }
        var plan = Plan(person.ownCertificateRemoved(on: occasion), telling: OwnLetter(.certificateRemoved, to: person))
        plan.add(SavedCertificate(person: person.id, file: nil, at: occasion.at))
        return plan
    }
}

/// The certificate that is there is another than the one that was seen.
struct AnotherCertificate: Error {}

struct SavedCertificate: DataChange {
    let person: Person.ID
    /// Nil to forget it.
    let file: CertificateFile?
    let at: Date
    var isTold: Bool { true }
    func write(_ tx: borrowing Transaction) throws { try tx.save(certificate: file, of: person, at: at) }
}

import Foundation
import Rules
import Standards
import Storage
import Web

extension KeptTable {
    /// A row stays when its certificate is removed: acts tell of it.
    static let ownCertificates = KeptTable(
        "own_certificates", key: "person", columns: ["person", "certificate", "expires_at", "kept_at"],
        sealed: [("certificate", "certificate")], told: .byActs)
}

/// The certificate that somebody registered for themselves.
struct OwnCertificate: Sendable {
    let file: CertificateFile
    let keptAt: Date

    /// Named by it in a form, so that what was seen is known from what is there now.
    var mark: String { file.mark }
}

extension CertificateFile {
    var mark: String { Base64URL.text(of: Secret.digest(Base64URL.text(of: der))) }
}

extension Transaction {
    func ownCertificate(of person: Person.ID) throws -> OwnCertificate? {
        let found = try keptRow(.ownCertificates, "WHERE person = \(person)") {
            (sealed: try $0.optionalBytes("certificate"), keptAt: try $0.optionalDate("kept_at"))
        }
        guard let sealed = found?.sealed, let keptAt = found?.keptAt else { return nil }
        let text = try sealer.open(sealed, inRow: KeptTable.ownCertificates.purpose(of: "certificate", in: [person.bound]))
        return OwnCertificate(file: try CertificateFile(Base64URL.bytes(in: text) ?? []), keptAt: keptAt)
    }

    /// - Parameter file: nil to remove what there is.
    /// - Throws: `UnauthenticRow` where somebody else wrote the row.
    func save(certificate file: CertificateFile?, of person: Person.ID, at now: Date) throws {
        var row: [Value] = [person.bound, .null, .null, .null]
        if let file {
            let purpose = KeptTable.ownCertificates.purpose(of: "certificate", in: [person.bound])
            let sealed = try sealer.seal(Base64URL.text(of: file.der), inRow: purpose)
            row = [person.bound, sealed.bound, file.expiresAt.bound, now.bound]
        }
        if try keep(in: .ownCertificates, where: "person = \(person)", { $0 = row }) == 0 { try keep(row, in: .ownCertificates) }
        try run("DELETE FROM certificate_reminders WHERE person = \(person)")
    }
}

/// A place in the order of certificates' ends.
struct CertificateEnd: Hashable, Sendable {
    let at: Date
    let person: Person.ID
}

/// When a certificate ends that somebody was perhaps not reminded of yet.
struct ExpiringCertificate: Hashable, Sendable {
    let person: Person.ID
    let expiresAt: Date
    let keptAt: Date
    /// The days of the last reminder of this certificate; nil before the first.
    let reminded: Int?

    /// How many days before its end its owner is reminded.
    static let stages = [60, 30, 7]

    /// The reminder that should have been written by now and was not: of several, the last. What had passed when the certificate was registered, was told
    /// then.
    func due(at now: Date) -> Int? {
        let passed = Self.stages.filter { days in
            let instant = expiresAt.addingTimeInterval(TimeInterval(-days * 86_400))
            return instant > keptAt && instant <= now
        }
        guard now < expiresAt, let last = passed.min(), last < reminded ?? .max else { return nil }
        return last
    }
}

extension Transaction {
    /// Those that end soon, in the order of their ends, and where the next are; nil when these were the last.
    func expiringCertificates(at now: Date, after last: CertificateEnd?, most: Int) throws -> (found: [ExpiringCertificate], next: CertificateEnd?) {
        let horizon = now.addingTimeInterval(TimeInterval((ExpiringCertificate.stages.max() ?? 0) * 86_400))
        let (start, person) = (last?.at ?? now, last?.person.rawValue ?? .max)
        let ends = try rows(
            """
            SELECT expires_at, person FROM own_certificates WHERE (expires_at, person) > (\(start), \(person)) AND expires_at <= \(horizon)
            ORDER BY expires_at, person LIMIT \(most)
            """
        ) { row in try? CertificateEnd(at: row.date("expires_at"), person: .init(rawValue: row.integer("person"))) }
        let people = ends.compactMap { $0?.person }
        let found = people.isEmpty ? [] : try expiring("WHERE person IN \(list: people) AND expires_at IS NOT NULL")
        // Also behind rows that nobody vouches for: they keep no one else from being reminded.
        return (found, ends.count == most ? ends.last(where: { $0 != nil }) ?? nil : nil)
    }

    func expiringCertificate(of person: Person.ID) throws -> ExpiringCertificate? {
        try expiring("WHERE person = \(person) AND expires_at IS NOT NULL").first
    }

    private func expiring(_ tail: SQL) throws -> [ExpiringCertificate] {
        let rows = try kept(.ownCertificates, tail) {
            (person: Person.ID(rawValue: try $0.integer("person")), expiresAt: try $0.date("expires_at"), keptAt: try $0.date("kept_at"))
        }
        let reminders = try self.rows("SELECT person, kept_at, days FROM certificate_reminders WHERE person IN \(list: rows.map(\.person))") {
            try? ($0.integer("person"), (keptAt: $0.date("kept_at"), days: Int($0.integer("days"))))
        }
        // What cannot be read is no reminder: it is written anew.
        let known = Dictionary(reminders.compactMap(\.self)) { first, _ in first }
        return rows.map { row in
            let reminder = known[row.person.rawValue].flatMap { $0.keptAt == row.keptAt ? $0.days : nil }
            return ExpiringCertificate(person: row.person, expiresAt: row.expiresAt, keptAt: row.keptAt, reminded: reminder)
        }
    }

    /// Of two nodes that would write the same reminder one does.
    /// - Returns: false when it was written already.
    func claimReminder(_ days: Int, of certificate: ExpiringCertificate) throws -> Bool {
        try row(
            """
            INSERT INTO certificate_reminders (person, kept_at, days) VALUES (\(certificate.person), \(certificate.keptAt), \(days))
            ON CONFLICT (person) DO UPDATE SET kept_at = excluded.kept_at, days = excluded.days
            WHERE certificate_reminders.kept_at <> excluded.kept_at OR certificate_reminders.days > excluded.days RETURNING person
            """
        ) { _ in true } ?? false
    }
}

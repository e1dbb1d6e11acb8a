import Foundation
import Logging
import Rules
import ServiceLifecycle
import Storage
import Web

/// Writes to whoever's certificate ends soon: 60, 30 and 7 days before, once each, whichever node comes first. After a rest in which several were due, only
/// the last is written.
struct CertificateReminders: Service {
    let house: House
    private static let batch = 200

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { _ = try await remind() } catch is CancellationError { return } catch {
                    house.logger.error("reminders of certificates not written", metadata: ["error": "\(type(of: error))"])
                }
                do { try await Task.sleep(for: .seconds(3600)) } catch { return }
            }
        }
    }

    /// One round; how many reminders were written.
    func remind() async throws -> Int {
        let now = house.clock()
        var (written, last): (Int, CertificateEnd?) = (0, nil)
        while true {
            let batch = try await house.read { [last] tx in try tx.expiringCertificates(at: now, after: last, most: Self.batch) }
            for certificate in batch.found where certificate.due(at: now) != nil { written += try await remind(certificate.person, at: now) ? 1 : 0 }
            guard let next = batch.next else { return written }
            last = next
        }
    }

    /// Looks again where nobody can come in between. Whoever has no address is reminded once they have one.
    private func remind(_ id: Person.ID, at now: Date) async throws -> Bool {
        let (texts, site, newID) = (house.pages.texts, house.settings.site, house.newID)
        return try await house.write(.about(id.rawValue)) { tx in
            guard let certificate = try tx.expiringCertificate(of: id), let days = certificate.due(at: now), let person = try tx.person(id),
                let address = person.email, try tx.claimReminder(days, of: certificate)
            else { return false }
            let values = [
                "name": person.name, "date": Formats.day(certificate.expiresAt, in: person.language, texts),
                "address": "\(site)\(Address.ownCertificate())",
            ]
            let letter = try Letter(
                to: address, subject: texts.say("ownData.letters.certificateExpires.subject", values, in: person.language),
                body: texts.say("ownData.letters.certificateExpires.body", values, in: person.language), language: person.language)
            try tx.post(letter, id: newID(), at: now)
            return true
        }
    }
}

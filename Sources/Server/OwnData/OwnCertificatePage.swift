import Foundation
import Hummingbird
import Rules
import Standards
import Storage
import Web

/// My certificate for services that are protected by one: registered, replaced, removed (MISSION U3, T6).
enum OwnCertificatePage {
    static func show(_ visit: Visit) async throws -> Response { try await page(visit) }

    /// A file is taken at once where there is no certificate yet; otherwise what it replaces is shown first.
    static func register(_ visit: Visit) async throws -> Response {
        do {
            let upload = try await CertificateUpload(visit)
            guard !visit.form.isShownAgain else { return try await again(visit, upload) }
            guard let file = upload.file else { throw Invalid(.init("certificateFile", "certificate.none")) }
            let present = try await present(visit)
            if let present, present.file.der != file.der, !(upload.isConfirmed && upload.former == present.mark) {
                return try replacing(present, by: file, visit, isAnother: upload.isConfirmed)
            }
            let plan = try await visit.perform(RegisterOwnCertificate(file: file, former: present?.mark))
            let isChanged = !plan.acts.isEmpty
            return visit.redirect(to: Address.ownCertificate(), notice: isChanged ? "ownCertificateRegistered" : "ownCertificateKept")
        } catch let invalid as Invalid {
            return try await page(visit, invalid)
        } catch is AnotherCertificate {
            return visit.redirect(to: Address.ownCertificate(), notice: "ownCertificateAnother")
        }
    }

    static func askRemoval(_ visit: Visit) async throws -> Response {
        guard let present = try await present(visit) else { return visit.redirect(to: Address.ownCertificate()) }
        let model = OwnCertificateSureModel(
            lead: visit.say("ownData.certificate.remove.lead"), another: nil,
            panels: [.init(id: "present", title: visit.say("ownData.certificate.present"), facts: facts(present.file, visit))],
            consequences: [visit.say("ownData.certificate.remove.consequence"), told(visit)], action: Address.removeOwnCertificate(), isUpload: false,
            hidden: [HiddenValue(name: "seen", value: present.mark)],
            actions: actions("ownData.certificate.remove.submit", danger: true, visit))
        return try visit.page(model, title: visit.say("ownData.certificate.remove.title"), crumbs: crumbs(visit, "ownData.certificate.remove.title"))
    }

    static func remove(_ visit: Visit) async throws -> Response {
        guard !visit.form.isShownAgain else { return try await askRemoval(visit) }
        do {
            _ = try await visit.perform(RemoveOwnCertificate(seen: visit.form["seen"]))
            return visit.redirect(to: Address.ownCertificate(), notice: "ownCertificateRemoved")
        } catch is AnotherCertificate {
            return visit.redirect(to: Address.ownCertificate(), notice: "ownCertificateAnother")
        }
    }

    // MARK: What is shown

    private static func present(_ visit: Visit) async throws -> OwnCertificate? {
        let person = try visit.signedIn().person.id
        return try await visit.house.read { tx in try tx.ownCertificate(of: person) }
    }

    /// In another language, what stood there before. A file that was refused is not sent again, so what was wrong is said once more.
    private static func again(_ visit: Visit, _ upload: CertificateUpload) async throws -> Response {
        if let file = upload.file, let present = try await present(visit) { return try replacing(present, by: file, visit, isAnother: false) }
        return try await page(visit, visit.form.toldBefore.said(Invalid()))
    }

    private static func page(_ visit: Visit, _ invalid: Invalid? = nil) async throws -> Response {
        let (present, fields) = (try await present(visit), Fields(visit, Form(), invalid, texts: "ownData.certificate"))
        let model = OwnCertificateModel(
            errors: fields.errors, facts: present.map { facts($0.file, visit) } ?? [],
            status: present.map { visit.certificateBadge($0.file.expiresAt) },
            warning: present.flatMap { visit.certificateWarning($0.file.expiresAt) }, empty: visit.say("ownData.certificate.empty"),
            loadTitle: visit.say(present == nil ? "ownData.certificate.load" : "ownData.certificate.replace.title"),
            remove: present == nil ? nil : Link(visit.say("ownData.certificate.remove.action"), Address.removeOwnCertificate()),
            action: Address.ownCertificate(),
            file: FileField(
                id: "certificateFile", name: "certificateFile", label: visit.say("ownData.certificate.certificateFile"),
                hint: visit.say("ownData.certificate.certificateFileHint"), error: fields.error("certificateFile"), accept: ".cer,.crt,.pem,.der"),
            actions: Actions(label: visit.say("ownData.certificate.submit"), secondary: Link(visit.say("parts.cancel"), Address.ownData())))
        let isWrong = !(invalid?.isEmpty ?? true)
        return try visit.page(
            model, title: visit.say("ownData.certificate.title"),
            crumbs: [Crumb(visit.say("ownData.title"), Address.ownData()), Crumb(visit.say("ownData.certificate.title"))],
            status: isWrong ? .unprocessableContent : .ok)
    }

    private static func replacing(_ present: OwnCertificate, by file: CertificateFile, _ visit: Visit, isAnother: Bool) throws -> Response {
        let model = OwnCertificateSureModel(
            lead: visit.say("ownData.certificate.replace.lead"), another: isAnother ? visit.say("ownData.certificate.replace.another") : nil,
            panels: [
                .init(id: "present", title: visit.say("ownData.certificate.replace.former"), facts: facts(present.file, visit)),
                .init(id: "new", title: visit.say("ownData.certificate.replace.new"), facts: facts(file, visit)),
            ], consequences: [visit.say("ownData.certificate.replace.consequence"), told(visit)], action: Address.ownCertificate(), isUpload: true,
            hidden: [
                HiddenValue(name: "shown", value: Base64URL.text(of: file.der)), HiddenValue(name: "former", value: present.mark),
                HiddenValue(name: "confirmed", value: "yes"),
            ], actions: actions("ownData.certificate.replace.submit", visit))
        return try visit.page(
            model, title: visit.say("ownData.certificate.replace.title"), crumbs: crumbs(visit, "ownData.certificate.replace.title"))
    }

    /// Who is written to.
    private static func told(_ visit: Visit) -> String {
        visit.say(visit.person?.email == nil ? "ownData.certificate.notTold" : "ownData.certificate.told")
    }

    private static func actions(_ label: String, danger: Bool = false, _ visit: Visit) -> Actions {
        Actions(label: visit.say(label), danger: danger, secondary: Link(visit.say("parts.cancel"), Address.ownCertificate()))
    }

    private static func crumbs(_ visit: Visit, _ title: String) -> [Crumb] {
        [
            Crumb(visit.say("ownData.title"), Address.ownData()), Crumb(visit.say("ownData.certificate.title"), Address.ownCertificate()),
            Crumb(visit.say(title)),
        ]
    }

    private static func facts(_ file: CertificateFile, _ visit: Visit) -> [Fact] {
        let (facts, texts) = (file.facts, visit.house.pages.texts)
        return [
            visit.fact("ownData.certificate.facts.owner", facts.owner),
            visit.fact("ownData.certificate.facts.company", facts.company ?? visit.say("users.none")),
            visit.fact("ownData.certificate.facts.issuer", facts.issuer),
            visit.fact("ownData.certificate.facts.from", Formats.instant(facts.validFrom, in: visit.language, texts)),
            visit.fact("ownData.certificate.facts.until", Formats.instant(facts.validUntil, in: visit.language, texts)),
            visit.fact("ownData.certificate.facts.decimal", facts.serialDecimal, mono: true),
            visit.fact("ownData.certificate.facts.hexadecimal", facts.serialHexadecimal, mono: true),
        ]
    }
}

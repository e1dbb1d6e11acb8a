import Foundation
import Rules
import Web

struct OwnCertificateModel: PageModel {
    static let template = "ownData/certificate"

    let errors: [FieldError]
    /// Empty where there is no certificate.
    let facts: [Fact]
    let status: Badge?
    let warning: NoticeModel?
    let empty: String
    let loadTitle: String
    let remove: Link?
    let action: String
    let file: FileField
    let actions: Actions
}

/// What is shown before a certificate is replaced or removed.
struct OwnCertificateSureModel: PageModel {
    static let template = "ownData/certificate-sure"

    struct Panel: Codable, Sendable {
        let id: String
        let title: String
        let facts: [Fact]
    }

    let lead: String
    /// The certificate is another than the one that was shown before.
    let another: String?
    let panels: [Panel]
    let consequences: [String]
    let action: String
    /// The form is one of several parts.
    let isUpload: Bool
    let hidden: [HiddenValue]
    let actions: Actions
}

extension Visit {
    /// How many days before its end a certificate is spoken of.
    private static let notice = TimeInterval((ExpiringCertificate.stages.max() ?? 0) * 86_400)

    /// Nil while a certificate is valid for long.
    func certificateWarning(_ expiresAt: Date, action: Link? = nil) -> NoticeModel? {
        guard expiresAt.timeIntervalSince(now) <= Self.notice else { return nil }
        let key = expiresAt < now ? "ownData.certificate.hasExpired" : "ownData.certificate.expires"
        let date = Formats.day(expiresAt, in: language, house.pages.texts)
        return NoticeModel(text: say(key, ["date": date]), warn: true, action: action)
    }

    func certificateBadge(_ expiresAt: Date) -> Badge {
        expiresAt < now
            ? Badge(kind: "closed", label: say("ownData.certificate.statusExpired"))
            : Badge(kind: "active", label: say("ownData.certificate.statusValid"))
    }
}

package import Foundation
import SwiftASN1
import X509

/// What a certificate says of itself, to be shown: nobody has checked it.
package struct CertificateFacts: Hashable, Sendable {
    /// Whom or what it is of.
    package let owner: String
    /// Nil where it names none.
    package let company: String?
    package let issuer: String
    package let validFrom: Date
    package let validUntil: Date
    /// The same number twice.
    package let serialDecimal: String
    package let serialHexadecimal: String
}

extension CertificateFile {
    package var facts: CertificateFacts {
        let (subject, issuer) = (certificate.subject, certificate.issuer)
        let names = [subject.text(.givenName), subject.text(.surname)].compactMap(\.self).joined(separator: " ")
        let signer = [issuer.text(.commonName), issuer.text(.organization)].compactMap(\.self)
        let serial = SerialNumberText(Array(certificate.serialNumber.bytes))
        return CertificateFacts(
            owner: subject.text(.commonName) ?? (names.isEmpty ? subject.text(.organization) ?? "–" : names), company: subject.text(.organization),
            issuer: signer.isEmpty ? "–" : signer.joined(separator: ", "), validFrom: certificate.notValidBefore,
            validUntil: certificate.notValidAfter, serialDecimal: serial.decimal, serialHexadecimal: serial.hexadecimal)
    }
}

/// Attribute types of X.520 (RFC 5280 appendix A.1).
private enum Attribute {
    case commonName, surname, givenName, organization

    var identifier: ASN1ObjectIdentifier {
        switch self {
        case .commonName: [2, 5, 4, 3]
        case .surname: [2, 5, 4, 4]
        case .givenName: [2, 5, 4, 42]
        case .organization: [2, 5, 4, 10]
        }
    }
}

extension DistinguishedName {
    /// The first attribute of a kind, on one line: whoever made the certificate wrote into it what they liked.
    fileprivate func text(_ attribute: Attribute) -> String? {
        let found = flatMap { $0 }.first { $0.type == attribute.identifier && String($0.value) != nil }
        guard let text = found.flatMap({ String($0.value) }) else { return nil }
        let scalars = text.unicodeScalars.prefix(200).map { Self.isPlain($0) ? $0 : "\u{FFFD}" }
        let plain = String(String.UnicodeScalarView(scalars)).trimmingCharacters(in: .whitespaces)
        return plain.isEmpty ? nil : plain
    }

    /// Neither a control character nor one that turns the direction of writing.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: true
        }
    }
}

/// A serial number (RFC 5280 §4.1.2.2) as people compare it.
struct SerialNumberText: Sendable {
    let decimal: String
    let hexadecimal: String

    /// - Parameter bytes: the highest first. Negative numbers, which no authority may give, are none to the library that reads them.
    init(_ bytes: [UInt8]) {
        let bytes = Array(bytes.drop { $0 == 0 })
        decimal = Self.decimal(bytes)
        let pairs = (bytes.isEmpty ? [0] : bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
        hexadecimal = pairs.joined(separator: ":")
    }

    private static func decimal(_ bytes: [UInt8]) -> String {
        // The lowest digit first.
        var digits: [UInt8] = [0]
        for byte in bytes {
            var carry = Int(byte)
            for place in digits.indices {
                carry += Int(digits[place]) * 256
                digits[place] = UInt8(carry % 10)
                carry /= 10
            }
            while carry > 0 {
                digits.append(UInt8(carry % 10))
                carry /= 10
            }
        }
        return String(decoding: digits.reversed().map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }
}

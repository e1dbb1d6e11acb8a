/// Whom an identity card names, as its certificate writes it.
package struct EIDIdentity: Hashable, Sendable {
    /// Empty for the few people whose only name the card calls a given name.
    package let surname: String
    /// Empty for the few people who have none.
    package let givenNames: String
    /// Eleven digits; the certificate's authority answers for them, their check digits are not looked at here.
    package let serialNumber: String
    /// Two letters (X.520 §6.3.1).
    package let country: String

    package init(surname: String, givenNames: String, serialNumber: String, country: String) {
        self.surname = surname
        self.givenNames = givenNames
        self.serialNumber = serialNumber
        self.country = country
    }
}

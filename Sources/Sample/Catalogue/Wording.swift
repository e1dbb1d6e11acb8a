import Rules

extension SecuredApplication {
    init(_ code: String, fr: String, nl: String, de: String, en: String) {
        self.init(code: .init(rawValue: code), labels: [.fr: fr, .nl: nl, .de: de, .en: en])
    }

    /// The same, with what it is for and what it is not.
    func described(fr: String, nl: String, de: String, en: String, confusedWith others: [String] = []) -> SecuredApplication {
        SecuredApplication(
            code: code, labels: labels, descriptions: [.fr: fr, .nl: nl, .de: de, .en: en], confusedWith: others.map { .init(rawValue: $0) })
    }

    /// A product whose name is the same in every language.
    init(_ code: String, named name: String) { self.init(code, fr: name, nl: name, de: name, en: name) }
}

extension AccessDomain {
    init(
        _ code: String, _ identifier: DomainIdentifier.Kind, fr: String, nl: String, de: String, en: String, applications: [SecuredApplication]
    ) {
        self.init(code: .init(rawValue: code), labels: [.fr: fr, .nl: nl, .de: de, .en: en], identifier: identifier, applications: applications)
    }
}

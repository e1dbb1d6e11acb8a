import Rules

/// Parts of names that nobody need have: put together, they make enough for a country. Beside each, what an e-mail address takes of it.
enum InventedNames {
    typealias Part = (text: String, plain: String)

    static func given(_ title: PersonTitle) -> [Part] { title == .mr ? men : women }

    private static let women: [Part] = [
        ("Adelinde", "adelinde"), ("Bérénice", "berenice"), ("Carlijn", "carlijn"), ("Daphné", "daphne"), ("Eleni", "eleni"), ("Fenna", "fenna"),
        ("Ghislaine", "ghislaine"), ("Hadewych", "hadewych"), ("Inès", "ines"), ("Joëlle", "joelle"), ("Kinga", "kinga"), ("Liesbet", "liesbet"),
        ("Maïté", "maite"), ("Nawal", "nawal"), ("Ottilie", "ottilie"), ("Philippine", "philippine"), ("Quirine", "quirine"), ("Roxane", "roxane"),
        ("Şirin", "sirin"), ("Tatjana", "tatjana"), ("Ursule", "ursule"), ("Valérie", "valerie"), ("Wiebke", "wiebke"), ("Yolande", "yolande"),
        ("Zuzana", "zuzana"), ("Anne-Sofie", "annesofie"), ("Marie-Lou", "marielou"), ("Zineb", "zineb"),
    ]
    private static let men: [Part] = [
        ("Alaric", "alaric"), ("Bogdan", "bogdan"), ("Célestin", "celestin"), ("Diederik", "diederik"), ("Emre", "emre"), ("Frédéric", "frederic"),
        ("Gijsbert", "gijsbert"), ("Hilaire", "hilaire"), ("Ismaël", "ismael"), ("Jörg", "jorg"), ("Koenraad", "koenraad"), ("Léopold", "leopold"),
        ("Mathijs", "mathijs"), ("Noë", "noe"), ("Otmar", "otmar"), ("Placide", "placide"), ("Quentin", "quentin"), ("Reinout", "reinout"),
        ("Siegfried", "siegfried"), ("Théophile", "theophile"), ("Umberto", "umberto"), ("Valentijn", "valentijn"), ("Wolfram", "wolfram"),
        ("Yannick", "yannick"), ("Zacharie", "zacharie"), ("Jean-Noël", "jeannoel"), ("Karl-Heinz", "karlheinz"), ("Youssef", "youssef"),
    ]

    static let particles: [Part] = [
        ("", ""), ("", ""), ("", ""), ("", ""), ("Van ", "van"), ("De ", "de"), ("Van den ", "vanden"), ("Le ", "le"), ("D'", "d"), ("El ", "el"),
        ("Ver", "ver"), ("Saint-", "saint"),
    ]
    static let stems: [Part] = [
        ("Bram", "bram"), ("Cold", "cold"), ("Dorn", "dorn"), ("Eik", "eik"), ("Falk", "falk"), ("Gérard", "gerard"), ("Hazel", "hazel"),
        ("Ingel", "ingel"), ("Jorn", "jorn"), ("Kest", "kest"), ("Lorm", "lorm"), ("Mélin", "melin"), ("Noord", "noord"), ("Ortel", "ortel"),
        ("Pelt", "pelt"), ("Quiev", "quiev"), ("Rosm", "rosm"), ("Schelf", "schelf"), ("Tiel", "tiel"), ("Ulm", "ulm"), ("Vael", "vael"),
        ("Wind", "wind"), ("Ypr", "ypr"), ("Zomer", "zomer"), ("Brüg", "brug"), ("Chêv", "chev"), ("Drav", "drav"), ("Fröh", "froh"),
        ("Grand", "grand"), ("Holt", "holt"), ("Karam", "karam"), ("Lind", "lind"), ("Marten", "marten"), ("Nijm", "nijm"), ("Oost", "oost"),
        ("Perr", "perr"), ("Roch", "roch"), ("Stein", "stein"), ("Tourn", "tourn"), ("Wald", "wald"),
    ]
    static let endings: [Part] = [
        ("aert", "aert"), ("beek", "beek"), ("dal", "dal"), ("eau", "eau"), ("elle", "elle"), ("ens", "ens"), ("hove", "hove"), ("ier", "ier"),
        ("inck", "inck"), ("mans", "mans"), ("oğlu", "oglu"), ("oux", "oux"), ("ova", "ova"), ("sohn", "sohn"), ("ström", "strom"), ("y", "y"),
    ]

    static let trades: [String] = [
        "Bakkerij", "Boucherie", "Transports", "Garage", "Atelier", "Bouw", "Studio", "Tuinen", "Librairie", "Drukkerij", "Menuiserie", "Kapsalon",
        "Fiduciaire", "Zorgpunt", "École", "Spedition", "Werkstatt", "Imprimerie", "Brouwerij", "Pharma",
    ]
    static let forms: [String] = ["SRL", "BV", "SA", "NV", "ASBL", "vzw", "SC", "GmbH"]
    static let streets: [String] = [
        "Rue des Épis", "Lindedreef", "Quai des Aubépines", "Moorweg", "Rue du Signet", "Rue des Copeaux", "Zeedistelstraat", "Avenue du Héron",
        "Kraanvogellaan", "Am Haselbach", "Chemin des Bouleaux", "Wolvenpad",
    ]
    static let towns: [String] = [
        "4000 Liège", "9000 Gent", "5000 Namur", "4700 Eupen", "1000 Bruxelles", "7000 Mons", "2000 Antwerpen", "3000 Leuven", "8000 Brugge",
        "3500 Hasselt", "1300 Wavre", "6700 Arlon",
    ]
}

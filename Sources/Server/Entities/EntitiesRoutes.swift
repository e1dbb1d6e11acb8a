import Rules
import Web

/// | method | address                   | gate           | what happens |
/// |--------|---------------------------|----------------|--------------|
/// | GET    | /entities                 | signed in, confined: its entity | S6: my entities, and my roles in each as links |
/// | GET    | /entities/:entity         | consult-entity | M2: the entity's home: its qualities, what can be done next |
/// | GET    | /entities/:entity/contact | edit-entity    | M4: its e-mail address and telephone |
/// | POST   | /entities/:entity/contact | edit-entity    | saves them |
enum EntitiesRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.mine, .signedIn(confined: .seesItsEntity), MyEntitiesPage.show), .get(.entity, .power(.consultEntity), EntityPage.show),
            .get(.entityContact, .power(.editEntity), EntityContactPage.ask), .post(.entityContact, .power(.editEntity), EntityContactPage.save),
        ]
    }

    static func menu(_ visit: Visit) -> [MenuEntry] {
        [
            visit.entry(.entity, .consultEntity, "entities.menu.home") { number, _ in Address.entity(number) },
            visit.entry(.entity, .editEntity, "entities.menu.details") { number, _ in Address.entityContact(number) },
        ].compactMap(\.self)
    }
}

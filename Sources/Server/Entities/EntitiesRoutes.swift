/// | method | address           | gate           | what happens |
/// |--------|-------------------|----------------|--------------|
/// | GET    | /entities         | signed in      | S6: my entities, and my roles in each as links |
/// | GET    | /entities/:entity | consult-entity | M2: the entity's home: its qualities, what can be done next |
enum EntitiesRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.mine, .signedIn, MyEntitiesPage.show),
        ]
    }
}

/// What the server can do: one line a feature. A feature is a folder of this name in every room of the house (DESIGN §3).
package enum Features {
    static let all: [any Feature.Type] = [
        PortalRoutes.self,
        SignInRoutes.self,
        DesignationRoutes.self,
        EntitiesRoutes.self,
        QualitiesRoutes.self,
        UsersRoutes.self,
        OwnDataRoutes.self,
        HistoryRoutes.self,
        DecisionsRoutes.self,
        MonitoringRoutes.self,
        WitnessRoutes.self,
    ]

    static var routes: [Route] { table.routes }
    package static let table = RouteTable(all.flatMap { $0.routes }, watched: MonitoringRoutes.watched)
}

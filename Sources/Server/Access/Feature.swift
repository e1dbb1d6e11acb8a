/// A list of routes.
protocol Feature {
    static var routes: [Route] { get }
}

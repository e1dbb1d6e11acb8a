/// The lists made for reading, one a line: each follows every act, is copied and verified, and is written anew after a bulk load.
enum Projections {
    static let all: [any Projection] = [
        Roster()
    ]
}

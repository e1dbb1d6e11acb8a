/// How many entries of an extract were new, said something new of what was known, or said nothing new.
package struct RegisterCounts: Hashable, Sendable, CustomStringConvertible {
    package enum Outcome: Sendable { case added, changed, unchanged }

    package struct Count: Hashable, Sendable, CustomStringConvertible {
        package private(set) var added: Int
        package private(set) var changed: Int
        package private(set) var unchanged: Int

        package init(added: Int = 0, changed: Int = 0, unchanged: Int = 0) {
            self.added = added
            self.changed = changed
            self.unchanged = unchanged
        }

        mutating func count(_ outcome: Outcome) {
            switch outcome {
            case .added: added += 1
            case .changed: changed += 1
            case .unchanged: unchanged += 1
            }
        }

        package var description: String { "\(added) added, \(changed) changed, \(unchanged) unchanged" }
    }

    package var people = Count()
    package var entities = Count()
    package var functions = Count()
    package var entitlements = Count()

    package init() {}

    package var description: String {
        "People: \(people).\nEntities: \(entities).\nLegal functions: \(functions).\nEntitlements: \(entitlements)."
    }
}

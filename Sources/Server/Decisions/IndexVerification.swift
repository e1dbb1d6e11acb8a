import DecisionIndex
package import Foundation
package import Rules
package import Storage

/// Where an index and the database, or two ways to make an index, do not answer alike.
package enum IndexDiscrepancy: Error, Hashable, CustomStringConvertible {
    /// The rows could not be read into an index, or the acts not be followed.
    case unbuildable(String)
    /// An index made of rows and one that followed the acts from the first differ.
    case actsDiffer(assignment: Int64, application: String)
    /// An index and the database differ.
    case databaseDiffers(assignment: Int64, application: String)

    package var description: String {
        switch self {
        case .unbuildable(let why): "no decision index can be made: \(why)"
        case .actsDiffer(let assignment, let application):
            "assignment \(assignment), application \(application): an index read from the rows and one that followed the acts decide differently"
        case .databaseDiffers(let assignment, let application):
            "assignment \(assignment), application \(application): the decision index and the database decide differently"
        }
    }
}

/// Holds the decision index against what it repeats: every open assignment with each of its grants is asked of an index read from the rows and of one
/// that followed all acts, and so many of them, spread evenly, of the database too.
package struct IndexVerification {
    package let catalogue: Catalogue
    /// The moment that is asked about.
    package let instant: Date
    static let mostAskedOfDatabase = 20_000

    package init(_ catalogue: Catalogue, at instant: Date) { (self.catalogue, self.instant) = (catalogue, instant) }

    /// How many questions were asked.
    /// - Throws: the first `IndexDiscrepancy`.
    @discardableResult
    package func run(_ tx: borrowing Transaction) throws -> Int {
        let (read, followed): (DecisionIndex, DecisionIndex)
        do { (read, followed) = (try tx.decisionIndex(catalogue), try self.followed(tx)) } catch let fault as IndexFault {
            throw IndexDiscrepancy.unbuildable(fault.description)
        }
        let all = try tx.count("SELECT COUNT(*) FROM assignments WHERE open = 1") + tx.count("SELECT COUNT(*) FROM grants WHERE open = 1")
        let stride = max(1, all / Self.mostAskedOfDatabase)
        var asked = 0
        try tx.each(questions) { row in
            let (person, number) = (Person.ID(rawValue: try row.integer("person")), try EnterpriseNumber(row.text("number")))
            let (id, domain) = (try row.integer("id"), try row.optionalText("domain"))
            for application in try applications(row, domain) {
                func decided(_ index: DecisionIndex) throws -> ExplainedDecision {
                    index.explained(
                        index.decide(
                            person: PersonKey(try row.bytes("ssin_lookup")), entity: number.value, application: application, domain: domain,
                            at: instant))
                }
                let answer = try decided(read)
                guard try answer == decided(followed) else { throw IndexDiscrepancy.actsDiffer(assignment: id, application: application) }
                asked += 1
                guard asked % stride == 0 else { continue }
                let ruled = try tx.decided(
                    on: tx.decisionFacts(of: person, in: number), application: application, domain: domain, catalogue, at: instant)
                guard ruled == answer else { throw IndexDiscrepancy.databaseDiffers(assignment: id, application: application) }
            }
        }
        return asked
    }

    /// What is ticked; for those to whom nothing is, whatever the catalogue offers first.
    private func applications(_ row: Columns, _ domain: String?) throws -> [String] {
        let first = domain.flatMap { catalogue[.init(rawValue: $0)]?.applications.first } ?? catalogue.domains.first?.applications.first
        return [try row.optionalText("application"), first?.code.rawValue].compactMap(\.self)
    }

    private var questions: SQL {
        """
        SELECT a.id, a.person, p.ssin_lookup, e.number, q.domain, g.application
        FROM assignments a JOIN people p ON p.id = a.person JOIN entities e ON e.id = a.entity
        LEFT JOIN qualities q ON q.id = a.quality LEFT JOIN grants g ON g.assignment = a.id AND g.open = 1 WHERE a.open = 1
        """
    }

    private func followed(_ tx: borrowing Transaction) throws -> DecisionIndex {
        var index = try DecisionIndex(catalogue)
        try tx.each("SELECT id, ssin_lookup FROM people") {
            if let key = PersonKey(try $0.bytes(at: 1)) { try index.learn(.init(rawValue: try $0.integer(at: 0)), key) }
        }
        try tx.each("SELECT id, number, ceased_on FROM entities") {
            try index.learn(
                .init(rawValue: try $0.integer(at: 0)), EnterpriseNumber(try $0.text(at: 1)),
                ceases: try $0.optionalInteger(at: 2).map(Dates.date(microseconds:)))
        }
        try tx.each("SELECT body FROM acts ORDER BY position") { try index.apply(Act(canonicalBytes: $0.bytes(at: 0)), at: index.size) }
        return index
    }
}

/// A user may open one application of the quality.
package struct Grant: ClosableRow {
    package typealias ID = Key<Grant>

    package let id: ID
    package let assignment: Assignment.ID
    /// Code of an application of the quality's domain.
    package let application: SecuredApplication.Code

    package init(id: ID, assignment: Assignment.ID, application: SecuredApplication.Code) {
        self.id = id
        self.assignment = assignment
        self.application = application
    }

    package static let kind = RowKind<Grant>(
        "grant", table: "grants", in: .row(\.assignment), Column("assignment", \.assignment), Column("application", \.application), row: Grant.init)
}

/// What was built.
package enum Build {
    /// The version that CHANGELOG.md tells of; changed with each release.
    package static let version = "0.1.0-dev"
}

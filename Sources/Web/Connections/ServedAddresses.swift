/// What connections must know of the addresses behind them.
package protocol ServedAddresses: Sendable {
    /// The paths that may be asked when there is no room but for watching.
    var watched: Set<String> { get }

    /// The bytes of an upload to the address that a request names; nil when it takes none.
    func longestUpload(to uri: String) -> Int?
}

import CCurl

/// libcurl, set up once for the process.
enum Curl {
    static let isReady = chatelaine_curl_global_init() == CURLE_OK

    /// What libcurl calls a failure.
    static func words(for code: Int) -> String {
        UInt32(exactly: code).flatMap { curl_easy_strerror(CURLcode($0)) }.map { String(cString: $0) } ?? "failure \(code)"
    }
}

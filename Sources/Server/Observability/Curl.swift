import CCurl

/// libcurl, set up once for the process.
enum Curl {
    static let isReady = chatelaine_curl_global_init() == CURLE_OK
}

import CCurl
import Foundation

/// Where spans are sent to: an address such as `http://127.0.0.1:4318/v1/traces`, asked by libcurl. Blocks: use it on a worker thread.
struct Collector: Sendable {
    private let url: String

    /// - Throws: `NoCollector` unless it is `http://` or `https://` with a host.
    init(_ url: String) throws {
        guard let parts = URL(string: url), ["http", "https"].contains(parts.scheme?.lowercased()), parts.host?.isEmpty == false else {
            throw NoCollector()
        }
        self.url = url
    }

    func post(_ body: Data) throws(CollectorFailure) {
        guard Curl.isReady, let handle = curl_easy_init() else { throw CollectorFailure(code: Int(CURLE_FAILED_INIT.rawValue), status: 0) }
        defer { curl_easy_cleanup(handle) }
        let headers = curl_slist_append(nil, "Content-Type: application/json")
        defer { curl_slist_free_all(headers) }
        let result = [UInt8](body).withUnsafeBytes { bytes in
            chatelaine_curl_set_text(handle, CURLOPT_URL, url)
            chatelaine_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
            chatelaine_curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
            chatelaine_curl_set_number(handle, CURLOPT_TIMEOUT, 10)
            chatelaine_curl_set_list(handle, CURLOPT_HTTPHEADER, headers)
            chatelaine_curl_set_number(handle, CURLOPT_POST, 1)
            chatelaine_curl_set_number(handle, CURLOPT_POSTFIELDSIZE, bytes.count)
            chatelaine_curl_set_pointer(handle, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            // The collector's answer is its status; what it says besides goes nowhere.
            chatelaine_curl_set_writer(handle) { _, size, count, _ in size * count }
            return curl_easy_perform(handle)
        }
        let status = Int(chatelaine_curl_response_code(handle))
        guard result == CURLE_OK, 200...299 ~= status else { throw CollectorFailure(code: Int(result.rawValue), status: status) }
    }
}

/// What is configured as the address of a collector is none.
struct NoCollector: Error, CustomStringConvertible {
    var description: String { "traces: expected the address of a collector, such as http://127.0.0.1:4318/v1/traces." }
}

/// A collector that was not reached (libcurl's code), or that answered with a status.
struct CollectorFailure: Error, CustomStringConvertible {
    let code: Int
    let status: Int
    var description: String { "curl \(code), status \(status)" }
}

import CCurl
import Foundation

/// A body sent to an address by libcurl, and what is answered. Blocks: use it on a worker thread.
package struct HTTPPost: Sendable {
    /// What was answered, cut off where it is longer than anybody expects.
    package struct Answer: Sendable {
        package let status: Int
        package let contentType: String
        package let body: [UInt8]
    }

    /// It was not reached, or did not answer: where, and libcurl's code.
    package struct Failure: Error, Hashable, CustomStringConvertible {
        package let place: String
        package let code: Int
        package var description: String { "\(place) was not reached, or did not answer: \(Curl.words(for: code))" }
    }

    let url: String
    /// Who is asked, without what may be a secret: scheme, host and port.
    let place: String
    private static let longestAnswer = 64 * 1024

    /// Nil unless it is `http://` or `https://` with a host.
    package init?(_ url: String) {
        guard let parts = URL(string: url), let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme), let host = parts.host,
            !host.isEmpty
        else { return nil }
        self.url = url
        place = "\(scheme)://\(host.contains(":") ? "[\(host)]" : host)" + (parts.port.map { ":\($0)" } ?? "")
    }

    package func send(_ body: [UInt8], type: String) throws(Failure) -> Answer {
        guard Curl.isReady, let handle = curl_easy_init() else { throw Failure(place: place, code: Int(CURLE_FAILED_INIT.rawValue)) }
        defer { curl_easy_cleanup(handle) }
        let headers = curl_slist_append(nil, "Content-Type: \(type)")
        defer { curl_slist_free_all(headers) }
        let answer = Received(atMost: Self.longestAnswer)
        let result = withExtendedLifetime(answer) {
            body.withUnsafeBytes { bytes in
                chatelaine_curl_set_text(handle, CURLOPT_URL, url)
                chatelaine_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
                chatelaine_curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
                chatelaine_curl_set_number(handle, CURLOPT_TIMEOUT, 10)
                chatelaine_curl_set_list(handle, CURLOPT_HTTPHEADER, headers)
                chatelaine_curl_set_number(handle, CURLOPT_POST, 1)
                chatelaine_curl_set_number(handle, CURLOPT_POSTFIELDSIZE, bytes.count)
                chatelaine_curl_set_pointer(handle, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
                chatelaine_curl_set_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(answer).toOpaque())
                chatelaine_curl_set_writer(handle, Received.write)
                return curl_easy_perform(handle)
            }
        }
        guard result == CURLE_OK else { throw Failure(place: place, code: Int(result.rawValue)) }
        return Answer(
            status: Int(chatelaine_curl_response_code(handle)), contentType: chatelaine_curl_content_type(handle).map { String(cString: $0) } ?? "",
            body: answer.bytes)
    }
}

/// What libcurl hands over, piece by piece.
private final class Received {
    private(set) var bytes: [UInt8] = []
    private let most: Int

    init(atMost most: Int) { self.most = most }

    /// What is too much is passed over: the status counts all the same.
    private func take(_ piece: UnsafeRawBufferPointer) { bytes.append(contentsOf: piece.prefix(most - bytes.count)) }

    static let write: curl_write_callback = { piece, size, count, receiver in
        guard let piece, let receiver else { return 0 }
        Unmanaged<Received>.fromOpaque(receiver).takeUnretainedValue().take(UnsafeRawBufferPointer(start: piece, count: size * count))
        return size * count
    }
}

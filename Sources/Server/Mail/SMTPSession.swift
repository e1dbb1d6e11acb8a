import CCurl

/// One conversation with a mail server, by libcurl. Blocks: run it on a worker thread.
struct SMTPSession {
    let settings: SMTPTransport.Settings

    init(_ settings: SMTPTransport.Settings) { self.settings = settings }

    func send(_ message: MailMessage) throws(MailFailure) {
        guard Curl.isReady, let handle = curl_easy_init() else { throw .temporary(reply: 0, code: Int(CURLE_FAILED_INIT.rawValue)) }
        defer { curl_easy_cleanup(handle) }
        let recipients = curl_slist_append(nil, "<\(message.recipient)>")
        defer { curl_slist_free_all(recipients) }
        let source = Source(message.text)
        let result = withExtendedLifetime(source) {
            connect(handle)
            chatelaine_curl_set_text(handle, CURLOPT_MAIL_FROM, "<\(message.sender)>")
            chatelaine_curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
            chatelaine_curl_set_number(handle, CURLOPT_UPLOAD, 1)
            chatelaine_curl_set_pointer(handle, CURLOPT_READDATA, Unmanaged.passUnretained(source).toOpaque())
            chatelaine_curl_set_reader(handle, Source.read)
            return curl_easy_perform(handle)
        }
        guard result != CURLE_OK else { return }
        throw failure(result, reply: Int(chatelaine_curl_response_code(handle)))
    }

    private func connect(_ handle: UnsafeMutableRawPointer) {
        chatelaine_curl_set_text(handle, CURLOPT_URL, settings.url)
        chatelaine_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // The environment's proxies are not meant for mail.
        chatelaine_curl_set_text(handle, CURLOPT_PROXY, "")
        // Signals would reach other threads.
        chatelaine_curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
        chatelaine_curl_set_number(handle, CURLOPT_TIMEOUT, settings.timeout)
        let encryption = settings.requiresTLS ? CURLUSESSL_ALL : CURLUSESSL_TRY
        chatelaine_curl_set_number(handle, CURLOPT_USE_SSL, Int(encryption.rawValue))
        if let certificates = settings.certificates { chatelaine_curl_set_text(handle, CURLOPT_CAINFO, certificates) }
        if let user = settings.user { chatelaine_curl_set_text(handle, CURLOPT_USERNAME, user) }
        if let password = settings.password { chatelaine_curl_set_text(handle, CURLOPT_PASSWORD, password) }
    }

    /// A refused sign-in or a missing encryption is the operator's to mend, so letters wait for it.
    private func failure(_ code: CURLcode, reply: Int) -> MailFailure {
        let isAboutUs = code == CURLE_LOGIN_DENIED || code == CURLE_USE_SSL_FAILED || [530, 534, 535, 538].contains(reply)
        return 500...599 ~= reply && !isAboutUs ? .permanent(reply: reply) : .temporary(reply: reply, code: Int(code.rawValue))
    }
}

/// What libcurl reads the message from, piece by piece.
private final class Source {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    private func fill(_ room: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(room.count, bytes.count - position)
        room.copyBytes(from: bytes[position..<(position + count)])
        position += count
        return count
    }

    static let read: curl_read_callback = { room, size, count, source in
        guard let room, let source else { return 0 }
        return Unmanaged<Source>.fromOpaque(source).takeUnretainedValue().fill(UnsafeMutableRawBufferPointer(start: room, count: size * count))
    }
}

import Foundation
import Rules
import Storage

extension KeptTable {
    static let heldForms = KeptTable(
        "held_forms", key: "digest", columns: ["digest", "person", "path", "sealed", "held_at", "session"], sealed: [("sealed", "form")])
}

extension Transaction {
    func hold(_ form: HeldForm, under digest: [UInt8], for person: Person.ID, in session: [UInt8], at now: Date) throws {
        let text = String(decoding: try JSONEncoder().encode(form), as: UTF8.self)
        let sealed = try sealer.seal(text, inRow: KeptTable.heldForms.purpose(of: "sealed", in: [digest.bound]))
        try keep([digest.bound, person.bound, form.path.bound, sealed.bound, now.bound, session.bound], in: .heldForms)
    }

    /// Forgets what is too old, and the oldest where one more would be too many.
    func makeRoomForForm(of person: Person.ID, in session: [UInt8], most: Int, at now: Date) throws {
        try run("DELETE FROM held_forms WHERE held_at < \(now.addingTimeInterval(-HeldForm.memory))")
        try keepNewest(most - 1, of: "SELECT digest FROM held_forms WHERE session = \(session) ORDER BY held_at DESC, digest")
        try keepNewest(HeldForm.Most.ofPerson - 1, of: "SELECT digest FROM held_forms WHERE person = \(person) ORDER BY held_at DESC, digest")
        let excess = try count("SELECT COUNT(*) FROM held_forms") - HeldForm.Most.ofInstallation + 1
        guard excess > 0 else { return }
        try run("DELETE FROM held_forms WHERE digest IN (SELECT digest FROM held_forms ORDER BY held_at, digest LIMIT \(excess))")
    }

    private func keepNewest(_ number: Int, of newestFirst: SQL) throws {
        for digest in try rows(newestFirst, { try $0.bytes("digest") }).dropFirst(number) {
            try run("DELETE FROM held_forms WHERE digest = \(digest)")
        }
    }

    func moveForms(of person: Person.ID, from former: [UInt8], to session: [UInt8]) throws {
        try keep(["session": session.bound], in: .heldForms, where: "session = \(former) AND person = \(person)")
    }

    func held(_ digest: [UInt8], for person: Person.ID, since: Date) throws -> HeldForm? {
        try keptRow(.heldForms, "WHERE digest = \(digest) AND held_at >= \(since) AND person = \(person)") {
            let text = try sealer.open($0.bytes("sealed"), inRow: KeptTable.heldForms.purpose(of: "sealed", in: [digest.bound]))
            return try JSONDecoder().decode(HeldForm.self, from: Data(text.utf8))
        }
    }
}

"""The port that reads cards: real certificates over TLS, from curl and from a browser. Whoever is not let in is told why in plain words."""

import json
import re
import socket
import ssl
import subprocess
from datetime import datetime, timedelta, timezone
from html import unescape
from http.client import HTTPResponse
from urllib.parse import urlencode, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from town import AMELIE, THOMAS
from words import Words

DAY = timedelta(days=1)
NOW = datetime.now(timezone.utc)


class Authority:
    """Issues cards: the demo's own authority, or another of the same name."""

    def __init__(self, certificate, key):
        self.certificate, self.key = certificate, key

    @classmethod
    def of(cls, server) -> "Authority":
        folder = server.data / "demo-eid"
        certificate = x509.load_pem_x509_certificate((folder / "ca.pem").read_bytes())
        return cls(certificate, serialization.load_pem_private_key((folder / "ca.key.pem").read_bytes(), None))

    @classmethod
    def called(cls, name: x509.Name) -> "Authority":
        key = ec.generate_private_key(ec.SECP384R1())
        builder = _certificate(name, name, key, NOW - DAY, NOW + 365 * DAY)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        return cls(builder.sign(key, hashes.SHA384()), key)

    def card(self, folder, begins=NOW - DAY, ends=NOW + 365 * DAY, ssin=AMELIE.ssin, signs_documents=False):
        """A card in Amélie's name, as its two files."""
        key = ec.generate_private_key(ec.SECP384R1())
        names = [
            (NameOID.COUNTRY_NAME, "BE"),
            (NameOID.COMMON_NAME, "Amélie Dubois (Authentication)"),
            (NameOID.SURNAME, "Dubois"),
            (NameOID.GIVEN_NAME, "Amélie"),
            (NameOID.SERIAL_NUMBER, ssin),
        ]
        subject = x509.Name([x509.NameAttribute(kind, text) for kind, text in names if text])
        builder = _certificate(subject, self.certificate.subject, key, begins, ends)
        builder = builder.add_extension(_usage(digital_signature=not signs_documents, content_commitment=signs_documents), critical=True)
        if not signs_documents:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
        certificate = builder.sign(self.key, hashes.SHA384())
        pem, form, bare = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        (folder / "card.pem").write_bytes(certificate.public_bytes(pem))
        (folder / "key.pem").write_bytes(key.private_bytes(pem, form, bare))
        return folder / "card.pem", folder / "key.pem"


def _certificate(subject, issuer, key, begins, ends) -> x509.CertificateBuilder:
    return x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number(), begins, ends)


def _usage(**given) -> x509.KeyUsage:
    every = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"]
    every += ["key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]
    return x509.KeyUsage(**{name: given.get(name, False) for name in every})


ANOTHER = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Another CA")])

# What is wrong with a card, and the sentence that says so.
BAD_CARDS = {
    "cards.unknownIssuer": lambda world, folder: Authority.called(ANOTHER).card(folder),
    "cards.badSignature": lambda world, folder: Authority.called(Authority.of(world).certificate.subject).card(folder),
    "cards.expired": lambda world, folder: Authority.of(world).card(folder, begins=NOW - 3 * DAY, ends=NOW - DAY),
    "cards.notYetValid": lambda world, folder: Authority.of(world).card(folder, begins=NOW + DAY),
    "cards.noNationalNumber": lambda world, folder: Authority.of(world).card(folder, ssin="01061199826"),
}


def curl(world, *options, language="en") -> tuple[str, str]:
    """Status and page, as a careful client gets them: the server proves itself to the demo's authority."""
    trust = ["--cacert", world.data / "demo-eid/ca.pem", "--header", f"Accept-Language: {language}"]
    command = ["curl", "--silent", "--show-error", "--max-time", "20", "--write-out", "\n%{http_code} %{redirect_url}", *trust, *options]
    answer = subprocess.run([*command, f"{world.card_url}/sign-in/eid"], capture_output=True, text=True, check=True)
    page, _, status = answer.stdout.rpartition("\n")
    return status, unescape(page)


def test_a_good_card_signs_in_with_curl(world):
    card = world.card(THOMAS)
    status, _ = curl(world, "--cert", card["certPath"], "--key", card["keyPath"])
    assert status == f"303 {world.card_url}/entities"


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_curl_without_a_card_is_told_so(world, language):
    status, page = curl(world, language=language)
    assert status.startswith("403")
    assert Words(language)("cards.noCard").split(" «")[0] in page


@pytest.mark.parametrize("problem", BAD_CARDS)
def test_curl_with_a_bad_card_is_told_why(world, tmp_path, problem):
    certificate, key = BAD_CARDS[problem](world, tmp_path)
    status, page = curl(world, "--cert", certificate, "--key", key)
    assert status.startswith("403")
    assert Words("en")(problem) in page


def test_the_certificate_that_signs_documents_opens_nothing(world, tmp_path):
    """TLS 1.3 itself refuses a key that is not for proving who one is; no page can be shown then."""
    certificate, key = Authority.of(world).card(tmp_path, signs_documents=True)
    with pytest.raises(subprocess.CalledProcessError):
        curl(world, "--cert", certificate, "--key", key)


VERSIONS = [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3]


def with_card(world, version=ssl.TLSVersion.TLSv1_3) -> ssl.SSLContext:
    """A program with Thomas's card."""
    context = ssl.create_default_context(cafile=world.data / "demo-eid/ca.pem")
    context.minimum_version = context.maximum_version = version
    card = world.card(THOMAS)
    context.load_cert_chain(card["certPath"], card["keyPath"])
    return context


class Wire:
    """One connection to the card port, held open as browsers do."""

    def __init__(self, world, context, session=None):
        site = urlsplit(world.card_url)
        bare = socket.create_connection((site.hostname, site.port), timeout=20)
        self.host, self.cookies = site.netloc, {}
        self.socket = context.wrap_socket(bare, server_hostname=site.hostname, session=session)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def asks(self, path: str, **form: str) -> HTTPResponse:
        return self.sends("POST" if form else "GET", path, urlencode(form), "Content-Type: application/x-www-form-urlencoded")

    def sends(self, method: str, path: str, body: str, *fields: str) -> HTTPResponse:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", f"Content-Length: {len(body)}", *fields]
        head += [f"Cookie: {cookies}"] if cookies else []
        self.socket.sendall(("\r\n".join(head) + "\r\n\r\n" + body).encode())
        answer = HTTPResponse(self.socket)
        answer.begin()
        answer.page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def proof(self) -> str:
        return re.search(r'name="_csrf" value="([^"]+)"', self.asks("/help").page).group(1)

    def is_closed(self) -> bool:
        """The other side has ended it; otherwise this waits for the time-out, and fails."""
        return self.socket.recv(1) == b""


@pytest.mark.parametrize("version", VERSIONS, ids=[version.name for version in VERSIONS])
def test_a_connection_is_never_resumed(world, version):
    context = with_card(world, version)
    with Wire(world, context) as first:
        assert first.asks("/sign-in/eid").status == 303
        # In TLS 1.3 a ticket would have come with the answer.
        session = first.socket.session
    with Wire(world, context, session) as second:
        assert not second.socket.session_reused
        assert second.asks("/help").status == 200


@pytest.mark.parametrize("version", ["-tls1_2", "-tls1_3"])
def test_a_session_kept_by_openssl_does_not_sign_in_without_the_card(world, tmp_path, version):
    site, kept = urlsplit(world.card_url), tmp_path / "session.pem"
    request = f"GET /sign-in/eid HTTP/1.1\r\nHost: {site.netloc}\r\nConnection: close\r\n\r\n"
    client = ["openssl", "s_client", "-quiet", "-ign_eof", version, "-connect", site.netloc]
    card = world.card(THOMAS)
    first = [*client, "-cert", card["certPath"], "-key", card["keyPath"], "-sess_out", kept]
    answer = subprocess.run(first, input=request, capture_output=True, text=True, timeout=20).stdout
    assert answer.startswith("HTTP/1.1 303") and "__Host-session=" in answer
    again = [*client, "-sess_in", kept] if kept.exists() else client
    answer = subprocess.run(again, input=request, capture_output=True, text=True, timeout=20).stdout
    assert answer.startswith("HTTP/1.1 403") and "__Host-session=" not in answer


def decides(wire: Wire) -> HTTPResponse:
    question = {"subject": {"type": "person", "id": THOMAS.ssin}, "action": {"name": "use"}}
    question["resource"] = {"type": "application", "id": "dimona", "properties": {"entity": "0999999130"}}
    key = "Authorization: Bearer demo-decisions"
    return wire.sends("POST", "/access/v1/evaluation", json.dumps(question), key, "Content-Type: application/json")


@pytest.mark.parametrize("first", [lambda wire: wire.asks("/help"), decides], ids=["page", "decision"])
def test_a_card_signs_in_only_as_the_first_thing_over_its_connection(world, first):
    with Wire(world, with_card(world)) as wire:
        assert first(wire).status == 200
        answer = wire.asks("/sign-in/eid?return=%2Fme")
        assert answer.status == 303 and answer.headers["Location"] == "/sign-in/eid?return=%2Fme"
        assert "__Host-session" not in wire.cookies and wire.is_closed()


def test_a_visitor_of_the_card_port_is_not_this_machine_wherever_they_come_from(world):
    with Wire(world, ssl._create_unverified_context()) as wire:
        assert wire.asks("/metrics").status == 404


def test_the_connection_ends_with_the_session(world):
    with Wire(world, with_card(world)) as wire, Wire(world, with_card(world)) as other:
        assert wire.asks("/sign-in/eid").status == 303
        assert wire.asks("/entities").status == 200
        other.cookies = dict(wire.cookies)
        assert other.asks("/entities").status == 200
        assert wire.asks("/sign-out", _csrf=wire.proof()).headers["Connection"] == "close"
        assert wire.is_closed()
        # The same browser's other connection has proven the card as well.
        assert other.asks("/entities").status == 303
        assert other.is_closed()


def test_a_good_card_signs_in_with_a_browser(world, card):
    thomas = card(world, THOMAS, "nl")
    thomas.goes("/sign-in")
    thomas.enters_with_card()
    thomas.reads("entities.title")
    thomas.sees(THOMAS.name)
    cookies = {cookie["name"]: cookie for cookie in thomas.page.context.cookies()}
    session = cookies["__Host-session"]
    assert session["secure"] and session["httpOnly"] and session["path"] == "/"


def test_a_browser_without_a_card_is_told_so_and_may_try_again(world, visitor, axe, finished):
    someone = visitor(world, "de", expecting="403", ignore_https_errors=True)
    someone.goes("/sign-in")
    someone.follows("signIn.cardButton")
    someone.sees(someone.say("cards.noCard"))
    axe(someone.page)
    finished(someone.page, "de")
    assert someone.main.get_by_role("link", name=someone.say("signIn.cardButton")).is_visible()


@pytest.mark.parametrize("problem", ["cards.expired", "cards.unknownIssuer"])
def test_a_browser_with_a_bad_card_is_told_why(world, visitor, axe, finished, tmp_path, problem):
    certificate, key = BAD_CARDS[problem](world, tmp_path)
    given = {"origin": world.card_url, "certPath": certificate, "keyPath": key}
    someone = visitor(world, "fr", expecting="403", ignore_https_errors=True, client_certificates=[given])
    someone.goes("/sign-in")
    someone.follows("signIn.cardButton")
    someone.sees(someone.say(problem).split(" ;")[0])
    axe(someone.page)
    finished(someone.page, "fr")


def test_a_card_is_asked_for_again_where_it_is_needed(world, visitor, card):
    """Someone signed in with a password opens a page that needs the card, signs in with it and is back (MISSION S8)."""
    thomas = card(world, THOMAS, "en", expecting="403")
    thomas.signs_in(THOMAS)
    thomas.goes("/designation")
    thomas.is_refused("eIDNeeded")
    thomas.follows("signIn.stepUp.action")
    thomas.sees(thomas.say("signIn.stepUp.text"))
    thomas.enters_with_card()
    thomas.reads("designation.title")

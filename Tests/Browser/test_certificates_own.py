"""Somebody's own certificate, made with OpenSSL: loaded, shown, replaced, removed; with and without scripts, on a telephone."""

import subprocess

import pytest
from playwright.sync_api import expect

from conftest import NARROWEST, WIDE
from town import FATIMA, KARL, NADIA, SOFIE

pytestmark = pytest.mark.appearance

# As long as they are; its first bit is set, and it is no negative number.
SERIAL = "FF4A00112233445566778899AABBCCDDEEFF0011"
KEYS = {"rsa": ["rsa:2048"], "ec": ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"], "weak": ["rsa:1024"]}


@pytest.fixture
def issue(tmp_path):
    """issue("sofie") → the paths of a certificate in DER, in PEM, and of its key."""

    def issue(name: str, days: int = 400, key: str = "rsa", *options: str):
        made = {kind: tmp_path / f"{name}.{kind}" for kind in ("cer", "pem", "key")}
        request = ["openssl", "req", "-x509", "-newkey", *KEYS[key], "-nodes", "-sha256", "-days", str(days), "-set_serial", f"0x{SERIAL}"]
        subject = ["-subj", f"/C=BE/O=Zorghuis De Linde vzw/CN={name}"]
        leaf = [] if "-addext" in options else ["-addext", "basicConstraints=critical,CA:FALSE"]
        run(*request, *subject, *leaf, *options, "-keyout", made["key"], "-out", made["pem"])
        run("openssl", "x509", "-in", made["pem"], "-outform", "DER", "-out", made["cer"])
        return made

    return issue


def run(*command) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def opens(visitor) -> None:
    visitor.goes("/me")
    visitor.follows("ownData.certificate.manage")
    visitor.reads("ownData.certificate.title")


def loads(visitor, path) -> None:
    visitor.main.locator("input[type=file]").set_input_files(str(path))
    visitor.presses("ownData.certificate.submit")


def shows(visitor, key: str, value: str, panel: int = 0) -> None:
    line = visitor.main.locator("section.panel").nth(panel).locator("dl.facts div", has_text=visitor.say(f"ownData.certificate.facts.{key}"))
    expect(line.locator("dd")).to_have_text(value)


def test_a_certificate_is_loaded_shown_replaced_and_removed(world, visitor, axe, fits, finished, issue):
    sofie = visitor(world, "fr", expecting="422")
    sofie.inserts_card(SOFIE)

    def looks_well():
        finished(sofie.page, "fr")
        for viewport in (NARROWEST, WIDE):
            sofie.page.set_viewport_size(viewport)
            fits(sofie.page)
            axe(sofie.page)

    opens(sofie)
    looks_well()
    sofie.presses("ownData.certificate.submit")
    sofie.is_corrected("certificateFile", "invalid.certificate.none")
    looks_well()

    loads(sofie, issue("Sofie Peeters")["cer"])
    sofie.is_told("ownCertificateRegistered")
    shows(sofie, "owner", "Sofie Peeters")
    shows(sofie, "company", "Zorghuis De Linde vzw")
    shows(sofie, "decimal", str(int(SERIAL, 16)))
    shows(sofie, "hexadecimal", ":".join(SERIAL[place : place + 2] for place in range(0, 40, 2)))
    looks_well()

    loads(sofie, issue("Sofie Peeters nouveau", days=20, key="ec")["pem"])
    sofie.reads("ownData.certificate.replace.title")
    shows(sofie, "owner", "Sofie Peeters", panel=0)
    shows(sofie, "owner", "Sofie Peeters nouveau", panel=1)
    looks_well()
    sofie.presses("ownData.certificate.replace.submit")
    sofie.is_told("ownCertificateRegistered")
    shows(sofie, "owner", "Sofie Peeters nouveau")
    sofie.goes("/me")
    expect(sofie.main.locator(".notice.warn")).to_have_count(1)
    looks_well()

    opens(sofie)
    sofie.follows("ownData.certificate.remove.action")
    looks_well()
    sofie.presses("ownData.certificate.remove.submit")
    sofie.is_told("ownCertificateRemoved")
    sofie.sees(sofie.say("ownData.certificate.empty"))


def test_without_scripts_in_another_language_and_by_the_menu(world, visitor, issue):
    nadia = visitor(world, "de", expecting="422", java_script_enabled=False)
    nadia.inserts_card(NADIA)
    nadia.goes("/entities")
    nadia.main.get_by_role("link").first.click()
    nadia.page.get_by_role("navigation").get_by_role("link", name=nadia.say("ownData.certificate.title")).first.click()
    nadia.reads("ownData.certificate.title")
    loads(nadia, issue("Nadia", key="weak")["cer"])
    nadia.is_corrected("certificateFile", "invalid.certificate.tooWeak")
    # What was wrong is said in every language.
    nadia.page.locator("nav.languages").get_by_role("button", name="NL").click()
    expect(nadia.page.locator("#certificateFile-about .error")).to_contain_text("te zwak")
    nadia.page.locator("nav.languages").get_by_role("button", name="DE").click()
    loads(nadia, issue("Nadia Benali")["cer"])
    nadia.is_told("ownCertificateRegistered")
    loads(nadia, issue("Nadia Benali zwei")["cer"])
    nadia.reads("ownData.certificate.replace.title")
    nadia.page.locator("nav.languages").get_by_role("button", name="NL").click()
    expect(nadia.main.get_by_role("heading", level=1)).to_have_text("Het certificaat vervangen")
    nadia.page.locator("nav.languages").get_by_role("button", name="DE").click()
    nadia.presses("ownData.certificate.replace.submit")
    nadia.is_told("ownCertificateRegistered")
    shows(nadia, "owner", "Nadia Benali zwei")


def test_what_openssl_makes_of_keys_is_refused_and_nowhere_kept(world, visitor, issue, tmp_path):
    karl = visitor(world, "en", expecting="422")
    karl.inserts_card(KARL)
    opens(karl)
    made = issue("Karl Weber")
    files = {"together.pem": made["pem"].read_bytes() + made["key"].read_bytes(), "key.pem": made["key"].read_bytes()}
    for name, options in {
        "pkcs8.der": ["pkcs8", "-topk8", "-nocrypt", "-in", made["key"], "-outform", "DER"],
        "locked.der": ["pkcs8", "-topk8", "-passout", "pass:x", "-in", made["key"], "-outform", "DER"],
        "locked.pem": ["pkcs8", "-topk8", "-passout", "pass:x", "-in", made["key"]],
        "pkcs1.der": ["rsa", "-traditional", "-in", made["key"], "-outform", "DER"],
        "sec1.der": ["ec", "-in", issue("Karl EC", key="ec")["key"], "-outform", "DER"],
        "together.p12": ["pkcs12", "-export", "-passout", "pass:x", "-inkey", made["key"], "-in", made["pem"]],
    }.items():
        run("openssl", *options, "-out", tmp_path / "made")
        files[name] = (tmp_path / "made").read_bytes()
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        loads(karl, tmp_path / name)
        karl.is_corrected("certificateFile", "invalid.certificate.privateKey")
    for code, refused in {
        "authority": issue("CA", 400, "ec", "-addext", "basicConstraints=critical,CA:TRUE")["cer"],
        "severalCertificates": both(tmp_path / "chain.pem", made["pem"], issue("Issuer")["pem"]),
        "notACertificate": cut(tmp_path / "cut.cer", made["cer"]),
    }.items():
        loads(karl, refused)
        karl.is_corrected("certificateFile", f"invalid.certificate.{code}")
    opens(karl)
    karl.sees(karl.say("ownData.certificate.empty"))
    secret = made["key"].read_text().splitlines()[3].encode()
    for file in world.data.rglob("*"):
        if file.is_file():
            assert secret not in file.read_bytes(), file


def both(path, *files):
    path.write_bytes(b"".join(file.read_bytes() for file in files))
    return path


def cut(path, file):
    path.write_bytes(file.read_bytes()[:-9])
    return path


def test_sessions_are_listed_and_ended(world, visitor, axe, fits, finished):
    here, there, elsewhere = visitor(world, "nl"), visitor(world, "fr"), visitor(world, "en")
    here.inserts_card(FATIMA)
    there.signs_in(FATIMA)
    elsewhere.inserts_card(FATIMA)
    here.goes("/me")
    here.follows("ownData.sessions.see")
    here.reads("ownData.sessions.title")
    finished(here.page, "nl")
    for viewport in (NARROWEST, WIDE):
        here.page.set_viewport_size(viewport)
        fits(here.page)
        axe(here.page)
    rows = here.main.locator("tbody tr")
    before = rows.count()
    rows.filter(has_text=here.say("ownData.sessions.password")).get_by_role("button").first.click()
    here.is_told("ownSessionEnded")
    expect(rows).to_have_count(before - 1)
    there.goes("/me")
    there.reads("signIn.title")
    here.presses("ownData.sessions.endAll")
    here.is_told("signedOutEverywhere")
    elsewhere.goes("/me")
    elsewhere.reads("signIn.title")


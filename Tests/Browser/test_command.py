"""The command as an operator meets it: what is refused, in which words, and what it leaves on the disk. No browser."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

from server import PROGRAM, ROOT


def run(*arguments, environment=None, umask=0o022, cwd=ROOT, **account):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CHATELAINE_")}
    return subprocess.run(
        [PROGRAM, *map(str, arguments)],
        cwd=cwd,
        env={**clean, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=30,
        umask=umask,
        **account,
    )


def refused(result) -> str:
    """What was said, once it is sure that it was a refusal in plain words."""
    assert result.returncode == 1, result
    assert "listens" not in result.stdout, "it said that it listens"
    for jargon in ("NSError", "Error Domain", "CocoaError", "(extension in", "Server.", "Optional(", "UserInfo"):
        assert jargon not in result.stderr, result.stderr
    return result.stderr


def written(folder, text: str):
    file = folder / "chatelaine.yaml"
    file.write_text(text)
    return file


SECRET = "a-secret-that-nobody-may-read"


@pytest.mark.parametrize(
    "text, said",
    [
        ("port: 8198x", ["chatelaine.yaml, line 1", "port is `8198x`", "a port from 0 to 65535"]),
        ("port: 80.5", ["port is `80.5`"]),
        ("host: h\nport: 70000", ["line 2", "`70000`"]),
        ("port: [1, 2]", ["port is `1, 2`"]),
        ("port:", ["line 1", "`port` must not be empty"]),
        ("demo: maybe", ["demo is `maybe`", "true or false"]),
        ("proxies: 10.0.0.3", ["proxies is `10.0.0.3`", "a list of IP addresses"]),
        ("proxies: [10.0.0.300]", ["proxies is `10.0.0.300`"]),
        ("log.level: loud", ["log.level is `loud`", "notice"]),
        ("password.preset: strong", ["password.preset is `strong`", "manual-2008"]),
        ("time.zone: Europe/Bruxelles", ["time.zone is `Europe/Bruxelles`", "Europe/Brussels"]),
        ("traces.ratio: 2", ["traces.ratio is `2`"]),
        ("site: access.example.org", ["site is `access.example.org`", "https://"]),
        ("mail.sender: nobody", ["mail.sender is `nobody`", "e-mail address"]),
        ("metric.key: x", ["line 1", "no option metric.key", "Is metrics.key meant?"]),
        ("tls:\n  prot: 8443", ["line 2", "no option tls.prot", "Is tls.port meant?"]),
        ("tls:\n  port: 1\ntls.port: 2", ["line 2", "line 3", "tls.port is said twice"]),
        ("colour: blue", ["no option colour", "docs/operations.md"]),
        ("decision.keys: " + SECRET, ["line 1", "decision.keys cannot be used", "a list of keys"]),
        ("decision.keys: [short]", ["decision.keys cannot be used"]),
        ("metrics.key: short", ["metrics.key cannot be used"]),
        ("mail: ftp://user:" + SECRET + "@mail.example.org", ["mail cannot be used", "smtp://"]),
        ("database: mysql://" + SECRET + "@db", ["database cannot be used", "postgres://"]),
        ("mail: smtp://x:" + SECRET + "@m\nmail: smtp://y", ["line 1", "duplicated key"]),
        ("port: 1\ndecision.keys: [" + SECRET + "\nhost: h", ["line", "not YAML"]),
        ("checkpoints.minutes: 0", ["checkpoints.minutes is `0`", "from 1 to 1440"]),
        ("checkpoints.mail: archive@example.org", ["checkpoints.mail is `archive@example.org`", "It needs `mail`"]),
        ("checkpoints.witnesses: [https://w:" + SECRET + "@w.example]", ["checkpoints.witnesses cannot be used", "a space and a key"]),
        ("witness.logs: [log.example]", ["witness.logs is `log.example`", "a list of keys"]),
        ("- port", ["must be fields with values"]),
        ("port: 8198x\nhost: h", ["line 1", "port is `8198x`"]),
    ],
)
def test_a_file_is_refused_with_its_line_and_what_is_expected(tmp_path, text, said):
    words = refused(run("serve", "--data", tmp_path / "data", "--config", written(tmp_path, text)))
    for expected in said:
        assert expected in words
    assert SECRET not in words
    assert "short]" not in words
    assert not (tmp_path / "data").exists(), "something was opened"


def test_what_another_value_overrides_is_judged_all_the_same(tmp_path):
    config = written(tmp_path, "port: 8198x")
    words = refused(run("serve", "--demo", "--port", 0, "--data", tmp_path / "data", "--config", config))
    assert "chatelaine.yaml, line 1: port is `8198x`" in words
    words = refused(run("serve", "--demo", "--port", 0, "--data", tmp_path / "data", environment={"CHATELAINE_PORT": "x"}))
    assert "CHATELAINE_PORT: port is `x`" in words
    assert not (tmp_path / "data").exists(), "something was opened"


@pytest.mark.parametrize(
    "arguments",
    [("serve", "--port", 1, "--port", 2), ("serve", "--port=1", "--port", 2), ("serve", "--demo", "--demo"), ("verify", "--data", "x", "--data", "x")],
)
def test_a_flag_that_is_said_twice_is_refused(tmp_path, arguments):
    result = run(*arguments, cwd=tmp_path)
    assert result.returncode == 64 and "is said twice" in result.stderr and "Usage" in result.stderr, result
    assert list(tmp_path.iterdir()) == [], "something was opened"


def test_an_empty_file_says_nothing(tmp_path):
    for text in ("", "# port: 8198x\n"):
        words = refused(run("verify", "--data", tmp_path / "data", "--config", written(tmp_path, text)))
        assert "is no installation's data directory" in words


@pytest.mark.parametrize(
    "name, value, said",
    [
        ("CHATELAINE_PORT", "8198x", ["CHATELAINE_PORT: port is `8198x`", "a port from 0 to 65535"]),
        ("CHATELAINE_PORT", "", ["CHATELAINE_PORT: port is ``"]),
        ("CHATELAINE_POTR", "8198", ["the environment", "CHATELAINE_POTR", "Is CHATELAINE_PORT meant?"]),
        ("CHATELAINE_DECISION_KEYS", SECRET + ",short", ["CHATELAINE_DECISION_KEYS: decision.keys cannot be used"]),
        ("CHATELAINE_PROXIES", "10.0.0.3,10.0.0.300", ["10.0.0.3, 10.0.0.300"]),
        ("CHATELAINE_DEMO", "perhaps", ["CHATELAINE_DEMO: demo is `perhaps`"]),
    ],
)
def test_a_variable_is_refused_by_its_name(tmp_path, name, value, said):
    words = refused(run("verify", "--data", tmp_path / "data", environment={name: value}))
    for expected in said:
        assert expected in words
    assert SECRET not in words


def test_a_number_in_quotation_marks_is_a_number(tmp_path):
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    port = taken.getsockname()[1]
    words = refused(run("serve", "--demo", "--data", tmp_path / "data", "--config", written(tmp_path, f'port: "{port}"')))
    assert f"port {port} is taken" in words


def test_a_port_that_is_taken_is_found_before_anything_listens(tmp_path):
    with socket.socket() as taken, socket.socket() as free:
        for each in (taken, free):
            each.bind(("127.0.0.1", 0))
        taken.listen()
        port, other = taken.getsockname()[1], free.getsockname()[1]
        free.close()
        for ports in (["--port", port], ["--port", other, "--tls-port", port]):
            words = refused(run("serve", "--demo", "--data", tmp_path / "data", *ports))
            assert f"port {port} is taken" in words and " is free: say --" in words
        assert not (tmp_path / "data").exists()
    assert "This machine has no address" in refused(run("serve", "--demo", "--data", tmp_path / "data", "--host", "192.0.2.1"))
    assert "cannot both be port" in refused(run("serve", "--demo", "--data", tmp_path / "data", "--port", 8443))


def populated(folder, umask=0o022):
    result = run("populate", "--entities", 5, "--people", 60, "--data", folder, umask=umask)
    assert result.returncode == 0, result.stderr
    return folder


def test_verify_says_what_it_could_not_check(tmp_path):
    data = populated(tmp_path / "data")
    assert run("verify", "--demo", "--data", data).returncode == 0
    # As a witness left it that cosigned more than is there.
    (data / "checkpoints" / ("refused-" + "0" * 16)).write_text("w.example/witness\n2026-03-02T09:00:00Z\nit cosigned 9 acts already\n")
    (data / "keys" / "sealing").unlink()
    result = run("verify", "--demo", "--data", data)
    assert result.returncode == 2 and result.stderr == "", result
    [keyless, refused_by] = [line for line in result.stdout.splitlines() if line.startswith("UNCHECKED: ")]
    assert "who wrote the acts and rows was not checked" in keyless and "keys/sealing" in keyless
    assert "w.example/witness has refused since 2026-03-02T09:00:00Z: it cosigned 9 acts already" in refused_by


@pytest.mark.parametrize("command", [("reseal",), ("restore", "backup")])
def test_whoever_means_the_demo_is_told_to_say_so(tmp_path, command):
    data = populated(tmp_path / "demo-data")
    assert run("backup", tmp_path / "backup", "--demo", "--data", data).returncode == 0
    assert "is --demo meant?" in refused(run(*command, cwd=tmp_path))
    assert "with --demo" in refused(run(*command, "--data", data, cwd=tmp_path))


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_nobody_else_reads_what_is_made_whatever_the_umask(tmp_path, umask):
    os.chmod(tmp_path, 0o755)
    data = populated(tmp_path / "new" / "data", umask)
    file = tmp_path / "backups.chatelaine"
    assert run("backup", file, "--data", data, "--demo", umask=umask).returncode == 0
    assert run("restore", file, "--data", data, "--demo", umask=umask).returncode == 0
    made = [tmp_path / "new", file] + [path for path in (tmp_path / "new").rglob("*")]
    assert {"keys", "checkpoints", "chatelaine.db"} <= {path.name for path in made}
    assert any(".replaced-" in path.name for path in made)
    open_to_others = {str(path): oct(path.stat().st_mode) for path in made if path.stat().st_mode & 0o077}
    assert open_to_others == {}


def test_a_copy_that_cannot_be_written_is_verified(tmp_path):
    """As somebody who may read it and nothing else: for root nothing is read-only."""
    populated(tmp_path / "data")
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        data = shutil.copytree(tmp_path / "data", Path(place) / "data")
        good = run("verify", "--demo", "--data", tmp_path / "data")
        assert good.returncode == 0, good.stderr
        before = sorted(path.name for path in data.iterdir())
        for path in [*data.rglob("*"), data]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        somebody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        still = run("verify", "--demo", "--index", "--data", data, cwd=place, **somebody)
        assert still.returncode == 0, still.stderr
        assert good.stdout in still.stdout and "The decision index agrees" in still.stdout
        assert sorted(path.name for path in data.iterdir()) == before
        for path in [data, *data.rglob("*")]:
            path.chmod(0o755)
        # What only the log holds would be missed.
        (data / "chatelaine.db-wal").write_bytes(b"changes")
        data.chmod(0o555)
        words = refused(run("verify", "--demo", "--data", data, cwd=place, **somebody))
        assert "chatelaine.db-wal holds changes" in words
        data.chmod(0o755)


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["verify", "--data", "nowhere"], ["nowhere is no installation's data directory", "it holds no keys"]),
        (["verify", "--config", "nowhere.yaml"], ["nowhere.yaml", "is not there"]),
        (["verify", "--config", "."], ["is a directory"]),
        (["register", "nowhere.yaml", "--demo"], ["nowhere.yaml", "is not there"]),
        (["serve"], ["--catalogue FILE"]),
        (["serve", "--catalogue", "nowhere.yaml"], ["nowhere.yaml", "is not there"]),
        (["copy", "--from", "sqlite:nowhere.db", "--to", "sqlite:there.db"], ["a database that is there"]),
        (["copy", "--from", "nonsense", "--to", "sqlite:there.db"], ["named by a URL"]),
        (["backup", "there/backup", "--data", "nowhere"], ["is not there"]),
        (["restore", "nowhere", "--data", "nowhere"], ["nowhere is not there"]),
        (["populate", "--entities", "9", "--people", "1"], ["50"]),
        (["serve", "--demo", "--data", "data", "--port", "0", "--tls-port", "0", "--database", "sqlite:junk.db"], ["not a database", "--database"]),
        (["serve", "--demo", "--data", "junk.db", "--port", "0", "--tls-port", "0"], ["junk.db"]),
    ],
)
def test_what_cannot_be_done_is_told_in_plain_words(tmp_path, arguments, said):
    (tmp_path / "junk.db").write_text("this is no database, however long it is looked at. " * 100)
    words = refused(run(*arguments, cwd=tmp_path))
    for expected in said:
        assert expected in words, words


@pytest.mark.parametrize("option", ["tls.certificate", "tls.key", "card.authorities"])
def test_a_file_that_is_no_certificate_is_named(tmp_path, option):
    demo = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        + ["-keyout", tmp_path / "key.pem", "-out", tmp_path / "crt.pem"],
        capture_output=True,
    )
    assert demo.returncode == 0
    (tmp_path / "junk.pem").write_text("nothing")
    files = {"tls.certificate": "crt.pem", "tls.key": "key.pem", "card.authorities": "crt.pem"}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for file, expected in (("junk.pem", "does not hold"), ("nowhere.pem", "is not there")):
        lines = [f"{name}: {tmp_path / (file if name == option else own)}" for name, own in files.items()]
        config = written(tmp_path, "\n".join(lines + [f"tls.port: {port}", "port: 0", f"catalogue: {ROOT}/docs/catalogue.example.yaml"]))
        words = refused(run("serve", "--data", tmp_path / "data", "--config", config))
        assert option in words and file in words and expected in words, words

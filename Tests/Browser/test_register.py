"""`chatelaine register`: an installation of one's own, without the demo (docs/operations.md)."""

import subprocess
import time
from pathlib import Path

import pytest
import requests

from server import PATIENCE, PROGRAM, ROOT, free_port

CATALOGUE = ROOT / "docs/catalogue.example.yaml"
EXTRACT = ROOT / "docs/register.example.yaml"


def chatelaine(*arguments) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)


def register(data: Path, *files) -> subprocess.CompletedProcess:
    return chatelaine("register", *files, "--catalogue", CATALOGUE, "--data", data)


@pytest.fixture
def serving():
    """serving(data) → the address of a server on that data, once it is healthy."""
    started = []

    def serving(data: Path) -> str:
        url = f"http://127.0.0.1:{(port := free_port())}"
        started.append(subprocess.Popen([PROGRAM, "serve", "--catalogue", CATALOGUE, "--data", data, "--port", str(port)], cwd=ROOT))
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and started[-1].poll() is None:
            try:
                if requests.get(f"{url}/health", timeout=2).status_code == 200:
                    return url
            except requests.ConnectionError:
                time.sleep(0.1)
        raise RuntimeError("chatelaine did not become healthy")

    yield serving
    for process in started:
        process.terminate()
        process.wait(timeout=15)


def test_an_empty_directory_becomes_an_installation(tmp_path, serving):
    data = tmp_path / "data"
    first = register(data, EXTRACT)
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines() == [
        "People: 2 added, 0 changed, 0 unchanged.",
        "Entities: 2 added, 0 changed, 0 unchanged.",
        "Legal functions: 2 added, 0 changed, 0 unchanged.",
        "Entitlements: 2 added, 0 changed, 0 unchanged.",
    ]
    assert chatelaine("verify", "--data", data).returncode == 0

    url = serving(data)
    # Beside the running server: the director of the example leaves.
    ending = tmp_path / "ending.yaml"
    ending.write_text(
        "functions: [{person: 98123199849, entity: 1999999052, kind: director, from: 2021-04-01, until: 2026-01-01}]\n", encoding="utf-8"
    )
    beside = register(data, ending)
    assert beside.returncode == 0, beside.stderr
    assert "Legal functions: 0 added, 1 changed, 0 unchanged." in beside.stdout
    assert requests.get(f"{url}/health", timeout=5).status_code == 200
    assert chatelaine("verify", "--data", data).returncode == 0


def test_a_mistake_leaves_no_trace(tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("people:\n  - {ssin: 98123199840, givenName: Louise, familyName: Exemple, language: fr}\n", encoding="utf-8")
    refused = register(tmp_path / "data", wrong)
    assert refused.returncode == 1
    assert f"{wrong}, line 2: person 1: `ssin` has check digits that do not match" in refused.stderr
    assert "Exemple" not in refused.stderr and "981231" not in refused.stderr
    assert not (tmp_path / "data").exists()


def test_without_a_file_the_usage_is_told():
    assert chatelaine("register").returncode == 64


def test_the_demo_is_never_begun_by_an_extract(tmp_path):
    refused = chatelaine("register", EXTRACT, "--demo", "--data", tmp_path / "demo")
    assert refused.returncode == 1
    assert "start chatelaine serve --demo once" in refused.stderr

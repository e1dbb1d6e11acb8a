"""A `chatelaine serve --demo` of our own: free ports, a data directory that goes away with it."""

import atexit
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

import requests

import engines
from engines import ROOT

PROGRAM = Path(os.environ.get("CHATELAINE_PROGRAM", ROOT / ".build/debug/chatelaine"))
PATIENCE = 60


# Below those that the system gives to connections, and others for each process of a run: nobody takes a port between its choice and its use.
FIRST_PORT = 20_000 + 4_000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
PORTS = itertools.cycle(range(FIRST_PORT, FIRST_PORT + 4_000))


def free_port() -> int:
    for port in PORTS:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no port is free")


class World:
    """A data directory and its database, whether or not anybody serves them."""

    def __init__(self, data: Path, rows):
        self.data = data
        self._rows = rows

    @property
    def place(self) -> list:
        """Where it is, as options of every command."""
        return ["--data", self.data, "--database", self._rows.url]

    def rows(self):
        """with world.rows() as rows: rows.execute("UPDATE … WHERE id = ?", [id])"""
        return self._rows.open()

    def acts(self, code: str) -> int:
        """How many acts of one kind the ledger holds."""
        with self.rows() as rows:
            return rows.execute("SELECT count(*) FROM acts WHERE code = ?", [code]).fetchone()[0]

    def verify(self) -> subprocess.CompletedProcess:
        """`chatelaine verify` on this world's data."""
        return subprocess.run([PROGRAM, "verify", "--demo", *self.place], cwd=ROOT, capture_output=True, text=True, timeout=60)

    def copied(self, data: Path) -> "World":
        """A copy of its own; nobody may serve it meanwhile."""
        shutil.copytree(self.data, data, ignore=shutil.ignore_patterns("chatelaine.db*"))
        return World(data, self._rows.copied(data / "chatelaine.db"))


class Chatelaine(World):
    """Started on entering `with`, stopped on leaving it.

    It begins as a copy of a founded world, keys and cards included. `empty`: as an installation that it founds itself;
    `rows`: with those that others share.
    """

    def __init__(self, *options: str, empty: bool = False, rows=None, **environment: str):
        self.options = options
        self.environment = environment
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.card_port = free_port()
        self.card_url = f"https://127.0.0.1:{self.card_port}"
        self._directory = tempfile.TemporaryDirectory(prefix="chatelaine-")
        data = Path(self._directory.name) / "data"
        if rows is None:
            rows = engines.rows(data / "chatelaine.db") if empty else founded().copied(data)._rows
        super().__init__(data, rows)
        self._log = Path(self._directory.name) / "log"
        self._process = None

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def card(self, person) -> dict:
        """A person's test card, as Playwright wants it."""
        folder = self.data / "demo-eid"
        return {
            "origin": self.card_url,
            "certPath": folder / f"{person.card}.crt.pem",
            "keyPath": folder / f"{person.card}.key.pem",
        }

    def decide(self, ssin: str, application: str, entity: str, **properties: str) -> tuple[bool, str]:
        """Asks the decision API: yes or no, and the code of the reason (DESIGN §9)."""
        question = {
            "subject": {"type": "person", "id": ssin},
            "action": {"name": "use"},
            "resource": {"type": "application", "id": application, "properties": {"entity": entity, **properties}},
        }
        key = {"Authorization": "Bearer demo-decisions"}
        answer = requests.post(f"{self.url}/access/v1/evaluation", json=question, headers=key, timeout=10)
        answer.raise_for_status()
        body = answer.json()
        return body["decision"], body["context"]["reason"]

    def start(self) -> "Chatelaine":
        ports = ["--port", str(self.port), "--tls-port", str(self.card_port)]
        command = [PROGRAM, "serve", "--demo", "--host", "127.0.0.1", *ports, *self.place, *self.options]
        environment = {**os.environ, **self.environment}
        with self._log.open("a") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=ROOT, env=environment)
        deadline = time.monotonic() + PATIENCE
        while not self._healthy():
            if self._process.poll() is not None:
                raise RuntimeError(f"chatelaine ended with {self._process.returncode}:\n{self.log}")
            if time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"chatelaine was not healthy within {PATIENCE} s:\n{self.log}")
            time.sleep(0.05)
        return self

    def stop(self) -> int:
        """Asks it to end, as a service manager does; the exit code it ended with."""
        self._process.terminate()
        try:
            return self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.kill()
            raise RuntimeError(f"chatelaine did not end when asked to:\n{self.log}")

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def _healthy(self) -> bool:
        try:
            return requests.get(self.url + "/health", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def __enter__(self) -> "Chatelaine":
        return self.start()

    def __exit__(self, *_) -> None:
        try:
            if self.is_running:
                self.stop()
        finally:
            self._rows.dropped()
            self._directory.cleanup()


@cache
def founded() -> World:
    """The world of which the others of this process are copies. To found one takes twice as long as to start on it."""
    server = Chatelaine(empty=True)
    atexit.register(server.__exit__)
    server.start().stop()
    return server

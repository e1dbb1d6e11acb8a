"""Installations that witness each other's ledgers, and the independent program that checks them."""

import json
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import requests

import engines
from nodes import Caller
from server import PATIENCE, PROGRAM, ROOT, Chatelaine, World
from town import SOFIE


class Installation(Chatelaine):
    """One that can be stopped, given other options, and started again; its keys are made when they are first asked for."""

    def key(self, name: str) -> str:
        """Its public key: of its `log`, or as `witness`."""
        self.data.mkdir(parents=True, exist_ok=True)
        answer = run("keys", "--data", self.data)
        assert answer.returncode == 0, answer.stderr
        return dict(line.split(" ", 1) for line in answer.stdout.splitlines())[name]

    def witnesses(self, *others: "Installation") -> None:
        self.environment["CHATELAINE_WITNESS_LOGS"] = ",".join(other.key("log") for other in others)

    def is_witnessed_by(self, *others: "Installation") -> None:
        self.environment["CHATELAINE_CHECKPOINTS_WITNESSES"] = ",".join(f"{other.url}/witness {other.key('witness')}" for other in others)

    def restarted(self) -> "Installation":
        """A start publishes at once; afterwards it is done every few minutes."""
        self.stop()
        return self.start()

    @contextmanager
    def holding(self, copy: World):
        """Its data and rows are for a while those of a copy."""
        own = (self.data, self._rows)
        self.data, self._rows = copy.data, copy._rows
        try:
            yield
        finally:
            self._rows.dropped()
            self.data, self._rows = own

    def acts_once(self) -> None:
        """Sofie blocks a user, or unblocks them: an act, and nothing else that matters."""
        sofie = Caller(SOFIE)
        assert sofie.signs_in(self).status_code == 303
        _, users = sofie.users(self)
        page = sofie.asks(self, f"{users[-1]}/block")
        assert sofie.sends(self, f"{users[-1]}/block", page, reason="absence").status_code == 303

    def series(self, name: str, **labels: str) -> float:
        """What `/metrics` says; 0 while it does not say it."""
        wanted = {f'{label}="{value}"' for label, value in labels.items()}
        for line in requests.get(f"{self.url}/metrics", timeout=10).text.splitlines():
            match = re.fullmatch(r"(\w+)(?:\{(.*)\})? (\S+)", line)
            if match and match[1] == name and wanted <= set((match[2] or "").split(",")):
                return float(match[3])
        return 0

    def waits_for(self, name: str, **labels: str) -> float:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if value := self.series(name, **labels):
                return value
            time.sleep(0.1)
        raise AssertionError(f"{name} {labels} stayed 0:\n{self.log}")

    def cosigned(self) -> str:
        """The note that a witness cosigned last."""
        [file] = (self.data / "checkpoints").glob("witnessed-*")
        return file.read_text()


def run(*arguments) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=120)


def checked(*arguments) -> dict:
    """What the independent program reports."""
    answer = subprocess.run([sys.executable, "-m", "aics_tlog", *map(str, arguments)], capture_output=True, text=True, timeout=120)
    report = json.loads(answer.stdout)
    assert report["ok"] == (answer.returncode == 0), answer
    return report


def tiles(world: World, folder: Path) -> subprocess.CompletedProcess:
    """The tree of a ledger in files."""
    return run("tiles", folder, *world.place)


class Populated(World):
    """A large world that nobody serves."""

    def dropped(self) -> None:
        self._rows.dropped()


def populated(data: Path, entities: int, people: int) -> Populated:
    data.mkdir()
    world = Populated(data, engines.rows(data / "chatelaine.db"))
    made = run("populate", "--entities", entities, "--people", people, *world.place)
    assert made.returncode == 0, made.stderr
    return world

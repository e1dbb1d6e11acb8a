"""A backup is made while people work, and comes back whole after the worst; a tampered one replaces nothing (docs/operations.md)."""

import re
import shutil
import sqlite3
import stat
import subprocess
import threading
import time
from contextlib import closing

import pytest
import requests

import engines
from server import PROGRAM, ROOT, Chatelaine
from town import DE_LINDE, FATIMA, JAN, PASSWORD

pytestmark = pytest.mark.skipif(engines.chosen() != "sqlite", reason="PostgreSQL has means of its own")


def runs(server: Chatelaine, command: str, *options: object) -> subprocess.CompletedProcess:
    words = [PROGRAM, command, *options, "--demo", "--data", server.data]
    return subprocess.run([str(word) for word in words], cwd=ROOT, capture_output=True, text=True, timeout=120)


class Manager:
    """Jan at work without a browser: blocks and unblocks Fatima, and counts what was acknowledged."""

    def __init__(self, server: Chatelaine):
        self.server = server
        self.session = requests.Session()
        self.acknowledged = 0
        self._ended = threading.Event()
        page = self._get("/sign-in")
        self._post("/sign-in", page, userName=JAN.user_name, password=PASSWORD)
        with closing(sqlite3.connect(f"file:{server.data}/chatelaine.db?mode=ro", uri=True)) as database:
            query = """
                SELECT a.id, a.quality FROM assignments a JOIN qualities q ON q.id = a.quality JOIN grants g ON g.assignment = a.id
                WHERE a.open = 1 AND q.domain = 'nsso-employer' AND g.application = 'dimona'
                  AND a.role = 'user' AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.assignment = a.id)
                  AND a.entity = (SELECT id FROM entities WHERE number LIKE ?) LIMIT 1"""
            self.user, self.quality = database.execute(query, (f"%{DE_LINDE[1:]}",)).fetchone()
        self.path = f"/entities/{DE_LINDE}/qualities/{self.quality}/users/{self.user}"
        self._thread = threading.Thread(target=self._work)

    def _get(self, path: str) -> str:
        answer = self.session.get(self.server.url + path, timeout=10)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def _post(self, path: str, page: str, **fields: str) -> None:
        proof = re.search(r'name="_csrf" value="([^"]+)"', page)[1]
        sent = {"_csrf": proof, **fields}
        answer = self.session.post(self.server.url + path, data=sent, timeout=10, allow_redirects=False)
        assert answer.status_code == 303, (path, answer.status_code)

    def acts(self) -> None:
        """One act, acknowledged on return."""
        if self.acknowledged % 2 == 0:
            self._post(f"{self.path}/block", self._get(f"{self.path}/block"), reason="absence")
        else:
            self._post(f"{self.path}/unblock", self._get(f"{self.path}/unblock"))
        self.acknowledged += 1

    def _work(self) -> None:
        while not self._ended.is_set():
            try:
                self.acts()
            except requests.RequestException:
                return
            # The letters that one user may get in a day are bounded, and each act sends one.
            time.sleep(0.4)

    def __enter__(self) -> "Manager":
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._ended.set()
        self._thread.join()

    def waits_for(self, acknowledged: int) -> None:
        deadline = time.monotonic() + 60
        while self.acknowledged < acknowledged:
            assert time.monotonic() < deadline, self.server.log
            time.sleep(0.01)


def of_manager(database_file) -> int:
    with closing(sqlite3.connect(f"file:{database_file}?mode=ro", uri=True)) as database:
        return database.execute("SELECT count(*) FROM acts WHERE code IN ('user.blocked', 'user.unblocked')").fetchone()[0]


def test_a_backup_under_load_holds_whatever_was_acknowledged_before_it_began(fresh_chatelaine, tmp_path):
    server = fresh_chatelaine
    before_work = of_manager(server.data / "chatelaine.db")
    with Manager(server) as jan:
        for number in range(3):
            jan.waits_for(jan.acknowledged + 3)
            known = jan.acknowledged
            made = runs(server, "backup", tmp_path / f"{number}.backup")
            assert made.returncode == 0, made.stderr
            assert of_manager(tmp_path / f"{number}.backup") - before_work >= known
        jan.waits_for(jan.acknowledged + 3)
        server.kill()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.backup", "1.backup", "2.backup"]
    backup = tmp_path / "2.backup"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600

    checked = server.verify()
    assert checked.returncode == 0, checked.stderr
    all_acts = of_manager(server.data / "chatelaine.db")
    assert all_acts - before_work >= jan.acknowledged

    # Acts that came after the backup are not given up for nothing.
    refused = runs(server, "restore", backup)
    assert refused.returncode == 1 and "--losing-acts" in refused.stderr, refused.stderr
    assert of_manager(server.data / "chatelaine.db") == all_acts

    restored = runs(server, "restore", backup, "--losing-acts")
    assert restored.returncode == 0, restored.stderr
    assert server.verify().returncode == 0
    assert of_manager(server.data / "chatelaine.db") == of_manager(backup)
    kept = [path for path in server.data.iterdir() if ".replaced-" in path.name]
    assert len(kept) == 1 and of_manager(kept[0]) == all_acts

    server.start()
    blocked, unblocked = server.acts("user.blocked"), server.acts("user.unblocked")
    assert blocked + unblocked == of_manager(backup)
    assert server.decide(FATIMA.ssin, "dimona", DE_LINDE)[1] in ("granted", "blocked")
    # The world goes on from there.
    Manager(server).session.close()


def test_while_it_is_served_nothing_is_restored(fresh_chatelaine, tmp_path):
    backup = tmp_path / "backup"
    assert runs(fresh_chatelaine, "backup", backup).returncode == 0
    refused = runs(fresh_chatelaine, "restore", backup)
    assert refused.returncode == 1 and "serves this data directory" in refused.stderr
    again = runs(fresh_chatelaine, "backup", backup)
    assert again.returncode == 1 and "is there already" in again.stderr


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory):
    """A world that has ended, and its backup."""
    backup = tmp_path_factory.mktemp("backup") / "backup"
    with Chatelaine() as server:
        assert runs(server, "backup", backup).returncode == 0
        server.stop()
        yield server, backup


TAMPERINGS = {
    "an edited grant": "UPDATE grants SET application = 'ecaro' WHERE id = (SELECT id FROM grants WHERE application = 'dimona' LIMIT 1)",
    "a deleted grant": "DELETE FROM grants WHERE id = (SELECT max(id) FROM grants)",
    "a changed act": "UPDATE acts SET body = x'7b7d' WHERE position = 7",
    "the newest act cut off": "DELETE FROM acts WHERE position = (SELECT max(position) FROM acts)",
    "a checkpoint of less": "UPDATE backup_checkpoint SET signed = replace(signed, char(10) || '1', char(10))",
    "no checkpoint": "DROP TABLE backup_checkpoint",
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_a_tampered_backup_replaces_nothing(backed_up, tmp_path, tampering):
    server, backup = backed_up
    tampered = tmp_path / "tampered"
    shutil.copy(backup, tampered)
    with closing(sqlite3.connect(tampered)) as database:
        database.execute(TAMPERINGS[tampering])
        database.commit()
    refuses(server, tampered)


@pytest.mark.parametrize("length", [0, 100, 5000, -1])
def test_a_backup_cut_short_replaces_nothing(backed_up, tmp_path, length):
    server, backup = backed_up
    (tmp_path / "short").write_bytes(backup.read_bytes()[:length])
    refuses(server, tmp_path / "short")


def refuses(server: Chatelaine, file) -> None:
    names = {path.name: path.stat().st_ino for path in server.data.iterdir()}
    ended = runs(server, "restore", file, "--losing-acts")
    assert ended.returncode == 1, ended.stdout
    assert ended.stderr.startswith("Error: ") and ended.stderr.count("\n") == 1, ended.stderr
    assert {path.name: path.stat().st_ino for path in server.data.iterdir()} | {"serving": 0} == names | {"serving": 0}
    assert server.verify().returncode == 0


def test_an_untouched_backup_is_restored_as_it_was(backed_up):
    server, backup = backed_up
    before = server.verify().stdout
    restored = runs(server, "restore", backup)
    assert restored.returncode == 0, restored.stderr
    assert server.verify().stdout == before


def test_a_postgresql_database_is_backed_up_otherwise(backed_up, tmp_path):
    server, _ = backed_up
    ended = runs(server, "backup", tmp_path / "backup", "--database", "postgres://chatelaine@127.0.0.1:1/chatelaine")
    assert ended.returncode == 1 and "pg_dump" in ended.stderr
    assert list(tmp_path.iterdir()) == []

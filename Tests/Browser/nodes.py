"""Servers that share one database, and people who use them without a browser."""

import base64
import html
import os
import re
import shutil
from pathlib import Path

import requests

from server import Chatelaine, World
from town import DE_LINDE, PASSWORD, Person


def unfounded(data: Path, rows) -> World:
    """An installation that has its keys and nothing else."""
    (data / "keys").mkdir(parents=True)
    for name in ("sealing", "checkpoints", "forms"):
        (data / "keys" / name).write_bytes(base64.b64encode(os.urandom(32)))
    return World(data, rows)


class Node(Chatelaine):
    """One of several servers: a data directory of its own with a copy of the shared keys, and a database that all share."""

    def __init__(self, shared: World, *options: str):
        super().__init__(*options, rows=shared._rows)
        # And of the cards, where there are some: it need not make its own.
        for folder in (shared.data / "keys", shared.data / "demo-eid"):
            if folder.exists():
                shutil.copytree(folder, self.data / folder.name)

    def __exit__(self, *_) -> None:
        if self._process and self._process.poll() is None:
            self.stop()
        self._directory.cleanup()


class Caller:
    """Somebody signed in, whose forms travel without a browser's help. Each request may go to another node."""

    def __init__(self, person: Person):
        self.person = person
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = "en"

    def asks(self, node: Chatelaine, path: str) -> requests.Response:
        return self.session.get(node.url + path, timeout=20, allow_redirects=False)

    def sends(self, node: Chatelaine, path: str, page: requests.Response, **fields: str) -> requests.Response:
        """The form of a page, filled in."""
        proof = re.search(r'name="_csrf" value="([^"]+)"', page.text)[1]
        return self.session.post(node.url + path, data={"_csrf": proof, **fields}, timeout=20, allow_redirects=False)

    def signs_in(self, node: Chatelaine, password: str = PASSWORD) -> requests.Response:
        page = self.asks(node, "/sign-in")
        return self.sends(node, "/sign-in", page, userName=self.person.user_name, password=password)

    def users(self, node: Chatelaine, entity: str = DE_LINDE) -> tuple[str, list[str]]:
        """Where the users of the entity's employer domain are, and each who may use its first application."""
        with node.rows() as rows:
            found = rows.execute(
                """
                SELECT s.quality, s.id FROM assignments s JOIN qualities q ON q.id = s.quality JOIN entities e ON e.id = s.entity
                JOIN grants g ON g.assignment = s.id
                WHERE e.number LIKE ? AND q.domain = 'nsso-employer' AND s.role = 'user' AND s.open = 1 AND g.application = 'dimona' AND g.open = 1
                AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.assignment = s.id AND b.open = 1) ORDER BY s.id
                """,
                [f"%{entity[1:]}"],
            ).fetchall()
        path = f"/entities/{entity}/qualities/{found[0][0]}/users"
        return path, [f"{path}/{user}" for _, user in found]

    def number(self, node: Chatelaine, user: str) -> str:
        """The national number that a user's page shows."""
        return re.sub(r"\D", "", re.search(r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d", html.unescape(self.asks(node, user).text))[0])

"""A primary of PostgreSQL that is killed under load, and a standby that takes over; and a standby that answers lists."""

import re
import threading
import time

import pytest
import requests

from nodes import Caller, Node, unfounded
from pair import Pair
from town import DE_LINDE, FATIMA, JAN, SOFIE


@pytest.fixture
def pair():
    pair = Pair()
    try:
        yield pair.start()
    finally:
        pair.dropped()


@pytest.fixture
def node(pair, tmp_path):
    """node("--option", …) → a server on the pair, started."""
    shared, made = unfounded(tmp_path / "shared", pair), []

    def node(*options: str) -> Node:
        made.append(Node(shared, *options))
        return made[-1].start()

    yield node
    for each in made:
        each.__exit__()


class Blocker(threading.Thread):
    """A manager who blocks and unblocks one user on one node, over and over, and keeps what was acknowledged."""

    # Each act writes to that user, and after forty letters in a day no more is done to them: the other blocker may be long in coming.
    REST = 0.35

    def __init__(self, node: Node, manager: Caller, user: str):
        super().__init__()
        self.node, self.manager, self.user = node, manager, user
        self.number = manager.number(node, user)
        # (code, from, until), in microseconds.
        self.acknowledged: list[tuple[str, int, int]] = []
        self.sent = 0
        self.complaints: list[str] = []
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.is_set():
            try:
                self._acts()
            except requests.RequestException as failure:
                self.complaints.append(f"lost: {type(failure).__name__}")

    def _acts(self) -> None:
        verb, page = "block", self.manager.asks(self.node, f"{self.user}/block")
        if page.status_code == 303:
            verb, page = "unblock", self.manager.asks(self.node, f"{self.user}/unblock")
        if page.status_code != 200:
            self.complaints.append(f"page: {page.status_code} {page.headers.get('Location', '')}")
            return time.sleep(0.05)
        began = time.time_ns() // 1000
        self.sent += 1
        answer = self.manager.sends(self.node, f"{self.user}/{verb}", page, reason="absence")
        if answer.status_code != 303 or answer.headers["Location"] != self.user:
            self.complaints.append(f"act: {answer.status_code} {answer.headers.get('Location', '')}")
            return time.sleep(0.05)
        self.acknowledged.append((f"user.{verb}ed", began, time.time_ns() // 1000))
        # Whoever is told that it is done is decided upon accordingly, on that node.
        decided = self.node.decide(self.number, "dimona", DE_LINDE)
        if decided[0] != (verb == "unblock"):
            self.complaints.append(f"decided {decided} after {verb}")
        self._ended.wait(self.REST)

    def waits_for(self, more: int) -> None:
        wanted, deadline = len(self.acknowledged) + more, time.monotonic() + 40
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < deadline, (self.complaints[-5:], self.node.log)
            time.sleep(0.02)

    def ends(self) -> None:
        self._ended.set()
        self.join(timeout=30)


class Asker(threading.Thread):
    """An application that asks one node for decisions, over and over."""

    def __init__(self, node: Node, number: str):
        super().__init__()
        self.node, self.number = node, number
        self.answered = 0
        self.failures: list[str] = []
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.is_set():
            try:
                self.node.decide(self.number, "dimona", DE_LINDE)
                self.answered += 1
            except requests.RequestException as failure:
                self.failures.append(repr(failure))
            time.sleep(0.01)

    def ends(self) -> None:
        self._ended.set()
        self.join(timeout=30)


def test_nothing_acknowledged_is_lost_with_the_primary(pair, node):
    first, second = node(), node()
    jan, sofie = Caller(JAN), Caller(SOFIE)
    # Signed in on one, at work on the other: sessions are everybody's.
    assert jan.signs_in(second).status_code == 303
    assert sofie.signs_in(first).status_code == 303
    users = jan.users(first)[1]
    blockers = [Blocker(first, jan, users[0]), Blocker(second, sofie, users[1])]
    numbers = [blocker.number for blocker in blockers]
    # Nothing but a decision of the index is asked here.
    askers = [Asker(first, numbers[1]), Asker(second, numbers[0])]
    for thread in (*blockers, *askers):
        thread.start()
    try:
        for blocker in blockers:
            blocker.waits_for(8)
        pair.primary.kill()
        lost = [asker.answered for asker in askers]
        time.sleep(1)
        # Without any database, decisions go on.
        assert all(asker.answered > before for asker, before in zip(askers, lost))
        pair.promote()
        for blocker in blockers:
            blocker.waits_for(8)
    finally:
        for thread in (*blockers, *askers):
            thread.ends()

    assert [asker.failures for asker in askers] == [[], []]
    for blocker in blockers:
        # Nobody had to sign in again, and nothing was decided as if an act had not been.
        assert not [said for said in blocker.complaints if "sign-in" in said or "decided" in said], blocker.complaints
    with pair.open() as rows:
        found = rows.execute(
            """
            SELECT a.code, a.at, s.id FROM acts a JOIN assignments s ON s.person = a.subject AND s.quality = a.quality
            WHERE a.code IN ('user.blocked', 'user.unblocked')
            """
        ).fetchall()
    for blocker in blockers:
        held = [(code, at) for code, at, assignment in found if blocker.user.endswith(f"/{assignment}")]
        for code, began, ended in blocker.acknowledged:
            assert len([1 for kind, at in held if kind == code and began <= at <= ended]) == 1, (code, began, ended, held)
        recent = [at for _, at in held if at >= blocker.acknowledged[0][1]]
        assert len(blocker.acknowledged) <= len(recent) <= blocker.sent
    for server in (first, second):
        checked = server.verify()
        assert checked.returncode == 0, checked.stderr
    agree(first, second, [FATIMA.ssin, *numbers])


def agree(first: Node, second: Node, numbers: list[str]) -> None:
    """Both decide alike, once the other has heard of the last act."""
    deadline = time.monotonic() + 15
    while True:
        answers = [[node.decide(number, "dimona", DE_LINDE) for number in numbers] for node in (first, second)]
        if answers[0] == answers[1]:
            return
        assert time.monotonic() < deadline, answers
        time.sleep(0.05)


def test_lists_come_from_the_replica_and_show_what_was_just_done(pair, node):
    server = node("--replica", pair.replica)
    jan = Caller(JAN)
    assert jan.signs_in(server).status_code == 303
    path, users = jan.users(server)
    user = users[0]
    number = jan.number(server, user)

    def status() -> str:
        """The user's, in the exported list."""
        exported = jan.asks(server, f"{path}/export?language=en")
        assert exported.status_code == 200
        [line] = [line for line in exported.content.decode("utf-8-sig").splitlines() if number in re.sub(r"\D", "", line)]
        return "Blocked" if "Blocked" in line else "Active"

    def acts(verb: str) -> None:
        page = jan.asks(server, f"{user}/{verb}")
        assert jan.sends(server, f"{user}/{verb}", page, reason="absence").status_code == 303

    def sessions() -> int:
        return pair.standby.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'chatelaine'")[0][0]

    assert status() == "Active"
    assert sessions() > 0
    # The standby keeps what it is sent, and does not show it.
    pair.standby.ask("SELECT pg_wal_replay_pause()")
    acts("block")
    assert status() == "Blocked"
    pair.standby.ask("SELECT pg_wal_replay_resume()")
    acts("unblock")
    assert status() == "Active"
    # A replica that is away is not missed.
    pair.primary.waits_for("")
    pair.standby.kill()
    assert status() == "Active"
    acts("block")
    assert status() == "Blocked"

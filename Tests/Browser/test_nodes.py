"""Several servers on one PostgreSQL, and moving from one engine to the other."""

import itertools
import shutil
import subprocess
import threading
import time

import pytest

import engines
from nodes import Caller, Node, unfounded
from server import PROGRAM, ROOT, World, founded
from town import AMELIE, DE_LINDE, FATIMA, JAN

pytestmark = pytest.mark.skipif(engines.chosen() != "postgresql", reason="one file has one server")


@pytest.fixture
def nodes(tmp_path):
    """nodes(2) → so many servers, not yet started, that share the database of a founded world; `empty`: an empty one."""
    made = []

    def nodes(count: int, empty: bool = False) -> list[Node]:
        data = tmp_path / "shared"
        shared = unfounded(data, engines.ServerRows()) if empty else founded().copied(data)
        made.extend(Node(shared) for _ in range(count))
        return made

    yield nodes
    for node in made:
        node.__exit__()
    made[0]._rows.dropped()


def test_nodes_that_start_at_once_on_an_empty_database_do_not_collide(nodes):
    started = nodes(3, empty=True)
    starts = [threading.Thread(target=node.start) for node in started]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    said = [node.log for node in started]
    assert all("listens on" in text for text in said), said
    for node in started:
        assert node.decide(FATIMA.ssin, "dimona", DE_LINDE) == (True, "granted")
        checked = node.verify()
        assert checked.returncode == 0, checked.stderr
    with started[0].rows() as rows:
        assert rows.execute("SELECT count(*) FROM invented_worlds").fetchone()[0] == 1


def test_a_session_opened_on_one_node_is_known_on_the_other(nodes, visitor):
    first, second = nodes(2)
    first.start()
    second.start()
    jan = visitor(first)
    jan.signs_in(JAN)
    # Cookies heed the host, not the port.
    jan.page.goto(second.url + "/me/accesses")
    jan.sees(JAN.name)


def test_a_session_ended_on_one_node_is_refused_by_the_other(nodes):
    first, second = nodes(2)
    first.start()
    second.start()
    jan, thief = Caller(JAN), Caller(JAN)
    assert jan.signs_in(first).status_code == 303
    thief.session.cookies.update(jan.session.cookies)
    assert thief.asks(second, "/me/accesses").status_code == 200
    assert jan.sends(first, "/sign-out", jan.asks(first, "/me/accesses")).status_code == 303
    for node in (first, second):
        refused = thief.asks(node, "/me/accesses")
        assert refused.status_code == 303 and refused.headers["Location"].startswith("/sign-in"), refused.headers


def test_failures_to_sign_in_are_counted_for_all_nodes_together(nodes):
    first, second = nodes(2)
    first.start()
    second.start()
    jan = Caller(JAN)
    for node in (first, second, first, second, first):
        assert jan.signs_in(node, "not-the-password").status_code == 422
    # Each further one costs twice the wait before: soon a test has the time to see it on both, however busy the machine is.
    answers = []
    for node in itertools.cycle((second, first)):
        answers.append(jan.signs_in(node, "not-the-password").status_code)
        assert answers[-1] in (422, 429)
        if answers[-2:] == [429, 429]:
            break


def test_a_draft_saved_on_one_node_is_confirmed_on_the_other(nodes, visitor):
    first, second = nodes(2)
    first.start()
    second.start()
    jan = visitor(first)
    jan.signs_in(JAN)
    jan.follows("roles.manager")
    jan.follows("users.title")
    jan.registers(AMELIE.ssin, "dimona")
    assert first.decide(AMELIE.ssin, "dimona", DE_LINDE)[0] is False
    jan.page.goto(jan.page.url.replace(first.url, second.url))
    jan.presses("users.confirm")
    jan.is_told("userRegistered")
    assert second.decide(AMELIE.ssin, "dimona", DE_LINDE) == (True, "granted")
    deadline = time.monotonic() + 10
    while first.decide(AMELIE.ssin, "dimona", DE_LINDE) != (True, "granted"):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_node_with_other_keys_is_refused(nodes):
    first, second = nodes(2)
    first.start()
    shutil.rmtree(second.data / "keys")
    with pytest.raises(RuntimeError, match="ended with 1"):
        second.start()


def copy(original: World, target) -> subprocess.CompletedProcess:
    command = [PROGRAM, "copy", "--from", original._rows.url, "--to", target.url]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("engine", engines.ENGINES)
def test_an_installation_moves_and_is_served_on_the_other_engine(fresh_chatelaine, visitor, tmp_path, engine):
    jan = visitor(fresh_chatelaine)
    jan.signs_in(JAN)
    target = engines.FileRows(tmp_path / "moved.db") if engine == "sqlite" else engines.ServerRows()
    copied = copy(fresh_chatelaine, target)
    assert copied.returncode == 0, copied.stderr
    verified = [World(fresh_chatelaine.data, rows).verify() for rows in (fresh_chatelaine._rows, target)]
    roots = {line.split("root ")[1].split(". ")[0].rstrip(".\n") for line in [copied.stdout.splitlines()[-1], *(ended.stdout for ended in verified)]}
    assert len(roots) == 1, roots

    again = copy(fresh_chatelaine, target)
    assert again.returncode == 1 and "not empty" in again.stderr

    fresh_chatelaine.stop()
    original, fresh_chatelaine._rows = fresh_chatelaine._rows, target
    original.dropped()
    fresh_chatelaine.start()
    # Sessions moved too.
    jan.goes("/me/accesses")
    jan.sees(JAN.name)
    assert fresh_chatelaine.decide(FATIMA.ssin, "dimona", DE_LINDE) == (True, "granted")

"""Whoever administers the database gains nothing by it: a server that runs does not heed what they wrote, one that is started on it refuses and says why
or gives nothing, and `chatelaine verify` names it. No browser."""

import subprocess
from contextlib import contextmanager

import pytest

from nodes import Caller
from server import PROGRAM, ROOT
from tampering import JANS, TRICKS, Town, the_hash_of_another
from town import JAN, SOFIE
from witness import Installation

ENDED = "functions: [{person: 74031499860, entity: 0999999031, kind: director, from: 2014-03-01, until: 2026-01-01}]\n"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A stopped server, and what those who ask it were given before anybody had been at its database."""
    with Installation() as server:
        town = Town(server)
        extract = tmp_path_factory.mktemp("register") / "ended.yaml"
        extract.write_text(ENDED, encoding="utf-8")
        ended = subprocess.run([PROGRAM, "register", extract, "--demo", *server.place], cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert ended.returncode == 0, ended.stderr
        server.restarted()
        town.before = town.given(server)
        assert len(town.before) == 5 and not any("designation" in given and "Claire" in given for given in town.before)
        server.stop()
        yield server, town


def passes(server) -> bool:
    """Whether Jan's password opens Sofie's account."""
    return Caller(SOFIE).signs_in(server, JANS).status_code == 303


@contextmanager
def served(server):
    """Started, and ended again whatever happens; what keeps it from starting is raised."""
    try:
        yield server.start()
    finally:
        if server.is_running:
            server.stop()


def test_a_server_that_runs_heeds_none_of_it(world, tmp_path):
    server, town = world
    with server.holding(server.copied(tmp_path / "data")), served(server):
        assert Caller(JAN).signs_in(server, JANS).status_code == 303
        # One after the other, each left as it is.
        for trick in TRICKS:
            with server.rows() as rows:
                trick.does(rows, town)
            gained = town.given(server) - town.before
            assert not gained, trick.name
            assert trick.does is not the_hash_of_another or not passes(server)


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.name)
def test_a_server_started_on_it_refuses_or_gives_nothing_and_it_is_named(world, tmp_path, trick):
    server, town = world
    with server.holding(server.copied(tmp_path / "data")):
        with server.rows() as rows:
            trick.does(rows, town)
        named = server.verify()
        assert named.returncode == 1, named.stdout + named.stderr
        for told in trick.told:
            assert told in named.stderr
        if trick.refused:
            with pytest.raises(RuntimeError, match=trick.refused), served(server):
                pass
            return
        with served(server):
            gained = town.given(server) - town.before
            assert not gained and not passes(server)

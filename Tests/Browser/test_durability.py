"""What was acknowledged stays, whatever happens to the process; and what was tampered with is found and named (DESIGN §1, §4)."""

import socket
import subprocess
import threading

import pytest

from server import PROGRAM, ROOT, Chatelaine, free_port
from town import AMELIE, DE_LINDE, FATIMA, JAN, LUCAS


def opens_users(jan) -> None:
    jan.follows("roles.manager")
    jan.follows("users.title")


def test_what_was_acknowledged_survives_a_kill(fresh_chatelaine, visitor):
    jan = visitor(fresh_chatelaine)
    # The page that follows a confirmation may be on its way when the server goes.
    jan.page.expected_complaints.extend(["ERR_", "net::"])
    jan.signs_in(JAN)
    for person in (AMELIE, LUCAS):
        jan.goes("/entities")
        opens_users(jan)
        jan.registers(person.ssin, "dimona")
        with jan.page.expect_response(lambda answer: answer.request.method == "POST") as confirmed:
            jan.button("users.confirm").click(no_wait_after=True)
        assert confirmed.value.status == 303
        fresh_chatelaine.kill()

        checked = fresh_chatelaine.verify()
        assert checked.returncode == 0, checked.stderr
        fresh_chatelaine.start()
        # The browser itself tries again to load a page that broke off, whenever it likes.
        jan.opens_another_tab()
        assert fresh_chatelaine.decide(person.ssin, "dimona", DE_LINDE) == (True, "granted")
    assert fresh_chatelaine.acts("user.registered") >= 2
    # The session survived as well: nobody signs in again because a machine was restarted.
    jan.goes("/me/accesses")
    jan.sees(JAN.name)


def test_a_kill_in_the_middle_of_work_leaves_nothing_half_done(fresh_chatelaine, visitor):
    jan = visitor(fresh_chatelaine)
    jan.page.expected_complaints.extend(["ERR_", "net::"])
    jan.signs_in(JAN)
    opens_users(jan)
    jan.main.get_by_role("rowheader").get_by_role("link", name="El Amrani").click()
    user = jan.page.url
    timer = threading.Timer(2, fresh_chatelaine.kill)
    timer.start()
    # Block and unblock as fast as one can, until the server is gone.
    with pytest.raises(Exception, match="ERR_|net::|Timeout"):
        while True:
            jan.goes(user)
            if jan.main.get_by_role("link", name=jan.say("users.block.action")).count():
                jan.follows("users.block.action")
                jan.main.locator("input[name=reason]").first.check(timeout=2000)
                jan.button("users.block.submit").click(timeout=2000)
            else:
                jan.follows("users.unblock.action")
                jan.button("users.unblock.submit").click(timeout=2000)
    timer.join()
    # The browser itself sends again what broke off, whenever it likes.
    jan.opens_another_tab()
    checked = fresh_chatelaine.verify()
    assert checked.returncode == 0, checked.stderr
    fresh_chatelaine.start()
    blocked, unblocked = fresh_chatelaine.acts("user.blocked"), fresh_chatelaine.acts("user.unblocked")
    assert blocked >= 1
    expected = (True, "granted") if blocked == unblocked else (False, "blocked")
    assert fresh_chatelaine.decide(FATIMA.ssin, "dimona", DE_LINDE) == expected


# The command line


@pytest.mark.parametrize("option", ["--port", "--tls-port"])
def test_a_taken_port_is_said_in_one_sentence(tmp_path, option):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ports = {"--port": str(free_port()), "--tls-port": str(free_port()), option: str(taken.getsockname()[1])}
        options = [word for pair in ports.items() for word in pair]
        command = [PROGRAM, "serve", "--demo", "--host", "127.0.0.1", "--data", tmp_path / "data", *options]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode not in (0, -6, -11)
    said = [line for line in ended.stderr.splitlines() if "taken" in line]
    assert len(said) == 1 and ports[option] in said[0] and option in said[0], ended.stderr
    assert option != "--port" or "listens on" not in ended.stdout


def test_verify_without_data_says_so(tmp_path):
    ended = subprocess.run([PROGRAM, "verify", "--demo", "--data", tmp_path], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode != 0
    assert "data" in ended.stderr


# Tampering, each on a copy of one world whose ledger is good


@pytest.fixture(scope="module")
def ended_world():
    """A world in which something happened after its start, and whose server has ended."""
    with Chatelaine() as server:
        server.stop()
        assert server.verify().returncode == 0
        yield server


@pytest.fixture
def tampered(ended_world, tmp_path):
    """tampered(change) → how `chatelaine verify` ended on a copy of the data, once `change(database)` had been at it."""

    def tampered(change) -> subprocess.CompletedProcess:
        world = ended_world.copied(tmp_path / "data")
        with world.rows() as database:
            change(database)
        return world.verify()

    return tampered


def names(ended: subprocess.CompletedProcess, *told: object) -> None:
    """It ended with 1 and one sentence, which names this."""
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "FAULT" in ended.stderr
    for part in told:
        assert str(part) in ended.stderr, ended.stderr


def one(database, query: str, *values):
    return database.execute(query, values).fetchone()


def test_the_copy_itself_is_good(tampered):
    assert tampered(lambda database: None).returncode == 0


def test_an_edited_grant_is_named(tampered):
    edited = []

    def edit(database):
        edited.extend(one(database, "SELECT id FROM grants WHERE open = 1 AND application = 'dimona' ORDER BY id LIMIT 1"))
        database.execute("UPDATE grants SET application = 'ecaro' WHERE id = ?", edited)

    names(tampered(edit), "grants", "application", *edited)


def test_a_grant_out_of_nowhere_is_named(tampered):
    def add(database):
        assignment, act = one(database, "SELECT id, opened_by FROM assignments WHERE role = 'user' AND open = 1 ORDER BY id LIMIT 1")
        database.execute("INSERT INTO grants VALUES (4242, ?, 'publiato', 1, ?, NULL)", (assignment, act))

    names(tampered(add), "grants", "4242", "opened by no act")


def test_a_deleted_grant_is_named(tampered):
    def delete(database):
        database.execute("DELETE FROM grants WHERE id = (SELECT max(id) FROM grants)")

    names(tampered(delete), "grants", "missing")


def test_the_newest_acts_cut_off_with_their_rows_are_missed(tampered):
    def cut(database):
        last = one(database, "SELECT id FROM acts ORDER BY position DESC LIMIT 1")[0]
        for table in ("grants", "blocks", "assignments", "qualities", "registrations"):
            database.execute(f"DELETE FROM {table} WHERE opened_by = ?", (last,))
            database.execute(f"UPDATE {table} SET open = 1, closed_by = NULL WHERE closed_by = ?", (last,))
        database.execute("DELETE FROM acts WHERE id = ?", (last,))

    names(tampered(cut), "missing")


@pytest.mark.parametrize("place", [0, 0.5, 0.999])
def test_a_flipped_byte_is_found_wherever_it_is(tampered, place):
    def flip(database):
        count = one(database, "SELECT count(*) FROM acts")[0]
        position = int(count * place)
        body = bytearray(one(database, "SELECT body FROM acts WHERE position = ?", position)[0])
        body[int(len(body) * place)] ^= 1
        database.execute("UPDATE acts SET body = ? WHERE position = ?", (bytes(body), position))

    names(tampered(flip))


def test_a_changed_name_in_an_act_is_named(tampered):
    def change(database):
        database.execute("UPDATE acts SET actor = (SELECT max(id) FROM people) WHERE position = 0")

    names(tampered(change), "act 0", "actor")

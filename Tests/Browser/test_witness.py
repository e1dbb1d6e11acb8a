"""Checkpoints that leave the machine: an independent C2SP program checks them, two installations witness each other, and a ledger that was rolled
back or forked is refused. No browser."""

import time

import aics_tlog as tlog
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from witness import Installation, checked, populated, run, tiles

DAY = 24 * 3600


@pytest.fixture
def pair():
    """Two installations, each witnessing the other. Copies of one would have the same keys."""
    one, other = Installation(), Installation(empty=True)
    for left, right in ((one, other), (other, one)):
        left.witnesses(right)
        left.is_witnessed_by(right)
    # The later one finds the earlier one there; the earlier is started again to be cosigned too.
    with one, other:
        one.restarted()
        yield one, other


def verified(log: Installation, *witnesses: Installation) -> tlog.Checkpoint:
    """What the witnesses cosigned of a log, checked by a program that is not ours."""
    note = tlog.parse_note(log.cosigned())
    keys = [tlog.parse_vkey(witness.key("witness")) for witness in witnesses]
    found = tlog.verify_checkpoint(note, tlog.parse_vkey(log.key("log")), keys, quorum=len(keys), max_age_seconds=DAY)
    assert found.ok, found
    return tlog.parse_checkpoint(note.text)


def test_two_installations_witness_each_other(pair, tmp_path):
    one, other = pair
    for log, witness in ((one, other), (other, one)):
        at = log.waits_for("chatelaine_cosigned_timestamp_seconds", witness=witness.key("witness").split("+")[0])
        assert -5 < time.time() - at < 120
        before, old = verified(log, witness), tmp_path / f"{log.port}.old"
        old.write_text(log.cosigned())
        log.acts_once()
        log.restarted().waits_for("chatelaine_checkpoints_sent_total", to="witness", result="sent")
        after = verified(log, witness)
        assert after.size == before.size + 1 and after.origin == before.origin == log.key("log").split("+")[0]
        # The old and the new are of one ledger: its own hashes, in files, show it to the independent program.
        folder = tmp_path / str(log.port)
        written = tiles(log, folder)
        assert written.returncode == 0, written.stderr
        report = checked("verify-consistency", "--tiles", folder, "--log-key", log.key("log"), "--old-checkpoint", old)
        assert report["ok"], report
    for log in pair:
        assert log.verify().returncode == 0


def test_a_ledger_that_was_rolled_back_or_forked_is_refused(pair, tmp_path):
    one, other = pair
    one.waits_for("chatelaine_checkpoints_sent_total", to="witness", result="sent")
    one.stop()
    # Whoever owns the machine puts everything back, checkpoints included; nothing that is left there can tell.
    old = one.copied(tmp_path / "old")
    one.start().acts_once()
    one.restarted().waits_for("chatelaine_checkpoints_sent_total", to="witness", result="sent")
    newest = verified(one, other).size
    one.stop()
    with one.holding(old):
        one.start()
        assert one.waits_for("chatelaine_checkpoints_sent_total", to="witness", result="refused") == 1
        assert f"it cosigned {newest} acts already" in one.log
        assert one.series("chatelaine_witness_refuses") == 1
        told = one.verify()
        assert told.returncode == 2 and "has refused since" in told.stdout and f"it cosigned {newest} acts already" in told.stdout
        # Other acts in their place make another ledger of the same size, and then a larger one.
        for status in (409, 422):
            one.acts_once()
            one.restarted()
            assert one.waits_for("chatelaine_checkpoints_sent_total", to="witness", result="refused") == 1
            assert one.series("chatelaine_checkpoints_sent_total", to="witness", result="sent") == 0
            assert f"it cosigned other acts than those that are there (status {status})" in one.log
        one.stop()
    # The ledger that was cosigned goes on.
    one.start().waits_for("chatelaine_checkpoints_sent_total", to="witness", result="sent")
    assert one.series("chatelaine_witness_refuses") == 0
    assert one.verify().returncode == 0


def test_a_copy_in_a_second_folder_finds_what_was_rolled_back(tmp_path):
    folder = tmp_path / "elsewhere"
    log = Installation(CHATELAINE_CHECKPOINTS_FOLDER=str(folder))
    with pytest.raises(RuntimeError, match="elsewhere is not a directory"):
        log.start()
    folder.mkdir()
    with log:
        log.waits_for("chatelaine_checkpoints_sent_total", to="folder", result="sent")
        log.stop()
        old = log.copied(tmp_path / "old")
        log.start().acts_once()
        log.restarted().waits_for("chatelaine_checkpoints_sent_total", to="folder", result="sent")
        log.stop()
        [copy] = folder.iterdir()
        with log.holding(old):
            with pytest.raises(RuntimeError, match="acts are missing"):
                log.start()
            against = run("verify", "--demo", *log.place, "--against", copy)
            assert against.returncode == 1 and "acts are missing" in against.stderr and str(copy) in against.stderr
            assert log.verify().returncode == 0, "nothing that is left there can tell"
        assert run("verify", "--demo", *log.place, "--against", copy).returncode == 0
        log.start()


def test_an_independent_program_checks_a_ledger_of_ten_thousand_acts(tmp_path):
    world = populated(tmp_path / "data", entities=300, people=5500)
    try:
        folder, key = tmp_path / "tree", run("keys", "--data", world.data).stdout.splitlines()[0].removeprefix("log ")
        written = tiles(world, folder)
        assert written.returncode == 0, written.stderr
        report = checked("verify-checkpoint", "--tiles", folder, "--log-key", key)
        assert report["ok"] and report["size"] >= 10_000, report
        with world.rows() as rows:
            assert rows.execute("SELECT count(*) FROM acts").fetchone()[0] == report["size"]
        # Every hash leads to the root that was signed, from every size.
        reader, head = tlog.FileSystemTileReader(folder), tlog.parse_checkpoint(tlog.parse_note((folder / "checkpoint").read_text()).text)
        assert tlog.tree_root_from_tiles(reader, head.size) == head.root
        for size in (1, 255, 256, 257, 9_999, head.size):
            proof = tlog.consistency_proof_from_tiles(reader, size, head.size, tile_size=head.size)
            assert tlog.verify_consistency(size, head.size, tlog.tree_root_from_tiles(reader, size, tile_size=head.size), head.root, proof)
        # An act changed, and its hash no longer does.
        with world.rows() as rows:
            body = bytes(rows.execute("SELECT body FROM acts WHERE position = 5000").fetchone()[0])
            rows.execute("UPDATE acts SET body = ? WHERE position = 5000", [body.replace(b'"at":1', b'"at":2', 1)])
        spoilt = tiles(world, tmp_path / "spoilt")
        assert spoilt.returncode == 1 and "FAULT" in spoilt.stderr
    finally:
        world.dropped()


class Log:
    """A log of somebody else, made by the independent program."""

    def __init__(self, origin: str):
        self.origin = origin
        self.key = Ed25519PrivateKey.generate()
        self.leaves = [f"entry {number}".encode() for number in range(40)]

    @property
    def vkey(self) -> str:
        return tlog.format_vkey(tlog.vkey_from_ed25519(self.origin, self.key.public_key()))

    def request(self, old: int, size: int, leaves=None, key=None, proof=None) -> str:
        tree = tlog.MerkleTree((leaves or self.leaves)[:size])
        note = tlog.sign_checkpoint(tlog.Checkpoint(self.origin, size, tree.root()), key or self.key, self.origin)
        if proof is None:
            proof = tree.consistency_proof(old, size) if 0 < old < size else []
        lines = "".join(f"{tlog.note.b64_encode(hash)}\n" for hash in proof)
        return f"old {old}\n{lines}\n{note.serialise()}"


@pytest.fixture
def witness():
    log = Log("log.example/other")
    with Installation(CHATELAINE_WITNESS_LOGS=log.vkey) as server:
        yield server, log


def asked(server: Installation, request: str) -> tuple[int, str]:
    answer = requests.post(f"{server.url}/witness/add-checkpoint", data=request.encode(), timeout=10)
    if answer.status_code == 409 and answer.text[0].isdigit():
        assert answer.headers["Content-Type"] == "text/x.tlog.size"
    return answer.status_code, answer.text


def test_a_log_of_another_make_is_witnessed_as_the_specification_says(witness):
    server, log = witness
    status, lines = asked(server, log.request(0, 5))
    assert status == 200
    cosigned = tlog.parse_note(log.request(0, 5).split("\n\n", 1)[1] + lines)
    found = tlog.verify_checkpoint(cosigned, tlog.parse_vkey(log.vkey), [tlog.parse_vkey(server.key("witness"))], quorum=1, max_age_seconds=DAY)
    assert found.ok, found
    assert asked(server, log.request(5, 5))[0] == 200
    assert asked(server, log.request(5, 23))[0] == 200
    # Who does not know is told; what is smaller is never cosigned.
    assert asked(server, log.request(0, 30)) == (409, "23\n")
    assert asked(server, log.request(5, 7)) == (409, "23\n")
    assert asked(server, log.request(23, 7, proof=[]))[0] == 400
    forked = [b"another entry", *log.leaves[1:]]
    assert asked(server, log.request(23, 30, leaves=forked))[0] == 422
    assert asked(server, log.request(23, 23, leaves=forked))[0] == 409
    assert asked(server, log.request(23, 30, key=Ed25519PrivateKey.generate()))[0] == 403
    assert asked(server, Log("log.example/unknown").request(0, 5))[0] == 404
    for unreadable in ("", "old 23", "old 023\n\n" + log.request(23, 30).split("\n\n", 1)[1], log.request(23, 30) + "more"):
        assert asked(server, unreadable)[0] == 400, unreadable
    assert asked(server, "old 23\n" + "x" * 100_000)[0] == 413
    # Nothing that was refused has changed anything.
    assert asked(server, log.request(23, 30))[0] == 200


def test_a_witness_that_is_killed_remembers_what_it_cosigned(witness):
    server, log = witness
    assert asked(server, log.request(0, 5))[0] == 200
    server.kill()
    server.start()
    assert asked(server, log.request(0, 5)) == (409, "5\n")
    assert asked(server, log.request(5, 9))[0] == 200
    [state] = (server.data / "witness").iterdir()
    state.write_text("gone")
    server.stop()
    with pytest.raises(RuntimeError, match="does not hold what this installation cosigned last"):
        server.start()
    state.unlink()
    server.start()


def test_who_witnesses_nobody_has_no_such_address(chatelaine):
    assert asked(chatelaine, Log("log.example/other").request(0, 5))[0] == 404

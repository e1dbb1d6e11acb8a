"""What an administrator of the database would try, by SQL alone, and who then asks what it gives them."""

import hashlib
import json
import os
from dataclasses import dataclass, field

import requests

import engines
from nodes import Caller
from server import Chatelaine
from town import BAKERY, CLAIRE, DE_LINDE, FATIMA, JAN, PASSWORD, SOFIE, THOMAS

# Of a session that nobody opened.
FORGED = "a-secret-of-the-thief-0123456789"
# Jan's own: whoever puts his hash in Sofie's row knows it.
JANS = "violet bicycle 88 lamps"


def one(rows, query: str, *values):
    return rows.execute(query, values).fetchone()


def put_again(rows, table: str, row, **changes) -> None:
    """A row like that one."""
    columns = list(row | changes)
    marks = ", ".join("?" * len(columns))
    rows.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", list((row | changes).values()))


def row(rows, table: str, condition: str, *values) -> dict:
    found = rows.execute(f"SELECT * FROM {table} WHERE {condition}", values)
    return dict(zip([column[0] for column in found.description], found.fetchone()))


class Town:
    """What the tricks speak of, read while nobody had been at it."""

    def __init__(self, server: Chatelaine):
        with server.rows() as rows:
            self.fatima, self.quality, self.act = one(
                rows, "SELECT a.id, a.quality, a.opened_by FROM assignments a JOIN accounts c ON c.person = a.person"
                " WHERE c.user_name = ? AND a.open = 1", FATIMA.user_name)
            self.people = dict(rows.execute("SELECT user_name, person FROM accounts").fetchall())
            self.function = row(rows, "legal_functions", "person = ?", self.people[CLAIRE.user_name])
        self.users = f"/entities/{DE_LINDE}/qualities/{self.quality}/users"
        self.askers = {person: Caller(person) for person in (SOFIE, THOMAS, FATIMA, CLAIRE)}
        for person, asker in self.askers.items():
            page = asker.asks(server, "/sign-in")
            proof = page.text.split('name="_csrf" value="')[1].split('"')[0]
            signed_in = asker.session.post(server.url + "/sign-in/demo", data={"_csrf": proof, "card": person.card}, allow_redirects=False, timeout=20)
            assert signed_in.status_code == 303
        assert self.askers[CLAIRE].asks(server, f"/designation/{BAKERY}").status_code == 200
        jan = Caller(JAN)
        assert jan.signs_in(server).status_code == 303
        page = jan.asks(server, "/me/password")
        assert jan.sends(server, "/me/password", page, currentPassword=PASSWORD, password=JANS, passwordAgain=JANS).status_code == 303

    def given(self, server: Chatelaine) -> set[str]:
        """Each yes and each page. Whoever gets no answer was given nothing."""
        given = set()
        for person in (FATIMA, THOMAS, JAN, SOFIE):
            for application in ("dimona", "checkinatwork"):
                try:
                    if server.decide(person.ssin, application, DE_LINDE)[0]:
                        given.add(f"{application} for {person.name}")
                except requests.HTTPError:
                    pass
        pages = [self.users, f"/entities/{DE_LINDE}", f"/entities/{DE_LINDE}/activate", f"/designation/{BAKERY}"]
        for person, asker in self.askers.items():
            given |= {f"{page} for {person.name}" for page in pages if asker.asks(server, page).status_code == 200}
        forged = requests.get(server.url + "/entities", cookies={"chatelaine-session": FORGED}, allow_redirects=False, timeout=20)
        return given | ({"a page for the forged session"} if forged.status_code == 200 else set())


@dataclass
class Trick:
    name: str
    does: callable
    # What `verify` must say.
    told: list = field(default_factory=list)
    # What a start must say that is refused; where there is none, the server starts, and gives nothing.
    refused: str | None = None


def a_grant_inserted(rows, town: Town) -> None:
    rows.execute("INSERT INTO grants (id, assignment, application, open, opened_by) VALUES (77, ?, 'checkinatwork', 1, ?)", [town.fatima, town.act])


def the_chief_exchanged(rows, town: Town) -> None:
    rows.execute(
        "UPDATE assignments SET person = ? WHERE role = 'chief' AND open = 1 AND person = ?",
        [town.people[THOMAS.user_name], town.people[SOFIE.user_name]])


def a_legal_function_of_before(rows, town: Town) -> None:
    rows.execute("DELETE FROM legal_functions WHERE id = ?", [town.function["id"]])
    put_again(rows, "legal_functions", town.function)


def a_session_inserted(rows, town: Town) -> None:
    known = row(rows, "sessions", "person = ?", town.people[SOFIE.user_name])
    put_again(rows, "sessions", known, digest=hashlib.sha256(FORGED.encode()).digest())


def the_hash_of_another(rows, town: Town) -> None:
    [hash] = one(rows, "SELECT password FROM accounts WHERE user_name = ?", JAN.user_name)
    rows.execute("UPDATE accounts SET password = ? WHERE user_name = ?", [hash, SOFIE.user_name])


def an_act_forged(rows, town: Town) -> None:
    """Jan has registered Thomas, it says; with its rows, and with the end of the tree."""
    act = row(rows, "acts", "id = ?", town.act)
    thomas, body = town.people[THOMAS.user_name], json.loads(bytes(act["body"]))
    fatima = body["subject"]
    changes = json.dumps(body["changes"]).replace(str(fatima), str(thomas)).replace(str(town.fatima), "901")
    grants = [one_id for one_id, in rows.execute("SELECT id FROM grants WHERE opened_by = ?", [town.act]).fetchall()]
    for number, grant in enumerate(grants):
        changes = changes.replace(str(grant), str(902 + number))
    body |= {"subject": str(thomas) if isinstance(fatima, str) else thomas, "changes": json.loads(changes)}
    body["id"] = type(body["id"])(900)
    salt, text = os.urandom(32), json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
    [position] = one(rows, "SELECT max(position) + 1 FROM acts")
    put_again(rows, "acts", act, position=position, id=900, subject=thomas, body=text, salt=salt)
    put_again(rows, "assignments", row(rows, "assignments", "id = ?", town.fatima), id=901, person=thomas, opened_by=900)
    for number, grant in enumerate(grants):
        put_again(rows, "grants", row(rows, "grants", "id = ?", grant), id=902 + number, assignment=901, opened_by=900)
    [frontier] = one(rows, "SELECT frontier FROM ledger")
    rows.execute("UPDATE ledger SET frontier = ?", [appended(bytes(frontier), hashlib.sha256(b"\x00\x01" + salt + text).digest())])


def appended(frontier: bytes, leaf: bytes) -> bytes:
    """One leaf more: a count, and the roots of the complete subtrees."""
    count, trees = int.from_bytes(frontier[:8]), [frontier[at : at + 32] for at in range(8, len(frontier), 32)]
    left = count
    while left & 1:
        leaf, left = hashlib.sha256(b"\x01" + trees.pop() + leaf).digest(), left >> 1
    return (count + 1).to_bytes(8) + b"".join([*trees, leaf])


def an_index_dropped(rows, town: Town) -> None:
    rows.execute("DROP INDEX one_open_chief")


def a_trigger(rows, town: Town) -> None:
    if engines.chosen() == "sqlite":
        rows.execute("CREATE TRIGGER robber AFTER INSERT ON acts BEGIN DELETE FROM blocks; END")
        return
    rows.execute("CREATE FUNCTION rob() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM blocks; RETURN NEW; END'")
    rows.execute("CREATE TRIGGER robber AFTER INSERT ON acts FOR EACH ROW EXECUTE FUNCTION rob()")


def a_view_in_place_of_grants(rows, town: Town) -> None:
    rows.execute("ALTER TABLE grants RENAME TO kept")
    rows.execute(
        "CREATE VIEW grants AS SELECT * FROM kept UNION ALL"
        f" SELECT 77, {town.fatima}, 'checkinatwork', 1, {town.act}, NULL")


TRICKS = [
    Trick("a grant inserted", a_grant_inserted, ["grants", "77"], "grant"),
    Trick("the chief exchanged", the_chief_exchanged, ["assignments", "person"], "assignment"),
    Trick("a legal function of before", a_legal_function_of_before, ["legal_functions/3001"], "legal_functions"),
    Trick("a session inserted", a_session_inserted, ["sessions/"]),
    Trick("the hash of another's password", the_hash_of_another, ["accounts/1003"]),
    Trick("a unique index dropped", an_index_dropped, ["one_open_chief"], "one_open_chief"),
    Trick("a trigger", a_trigger, ["robber"], "robber"),
    Trick("an act forged, with its rows and the end of the tree", an_act_forged, ["act ", "user.registered"], "stored end of the ledger"),
    Trick("a view in place of grants", a_view_in_place_of_grants, ["grants"], "grants"),
]

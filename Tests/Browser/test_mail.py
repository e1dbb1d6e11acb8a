"""Letters leave by a real SMTP conversation, each in the language of the person who gets it (MISSION D6, D10)."""

import email
import email.policy
import threading

import pytest
from aiosmtpd.controller import Controller

from server import Chatelaine, free_port
from town import AMELIE, BAKERY, CLAIRE, DE_LINDE, KARL, SOFIE
from words import UNFINISHED, Words

PATIENCE = 20


class Postbox:
    """Takes every letter, and says when there are enough."""

    def __init__(self):
        self.letters, self._came = {}, threading.Condition()

    async def handle_DATA(self, _server, _session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self._came:
            for recipient in envelope.rcpt_tos:
                self.letters.setdefault(recipient, []).append(letter)
            self._came.notify_all()
        return "250 taken"

    def wait_for(self, recipient: str, count: int = 1) -> list:
        with self._came:
            came = self._came.wait_for(lambda: len(self.letters.get(recipient, [])) >= count, PATIENCE)
            assert came, f"no letter to {recipient} within {PATIENCE} s; there are letters to {list(self.letters)}"
            return self.letters[recipient]


@pytest.fixture(scope="module")
def postbox():
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    box.url = f"smtp://127.0.0.1:{controller.port}"
    yield box
    controller.stop()


@pytest.fixture(scope="module")
def posting(postbox):
    with Chatelaine(CHATELAINE_MAIL=postbox.url) as server:
        yield server


def checked(letter, language: str, subject: str, **values: str) -> str:
    """The text of a letter that anyone can read: its subject and its words in this language, nothing left unsaid, no national number."""
    assert letter["Subject"] == Words(language)(subject, **values)
    assert letter.get_content_type() == "text/plain" and letter.get_content_charset() == "utf-8"
    assert letter["Date"] and letter["Message-ID"]
    text = letter.get_content()
    assert UNFINISHED.findall(text) == []
    for person in (CLAIRE, SOFIE, KARL, AMELIE):
        assert person.ssin not in text and person.ssin[:2] + "." not in text
    return text


def test_a_new_chief_gets_instructions_in_their_own_language(posting, postbox, visitor):
    # Claire's language is French; she reads the site in German today.
    claire = visitor(posting, "de")
    claire.inserts_card(CLAIRE)
    claire.goes(f"/designation/{BAKERY}")
    claire.types("designation.form.ownEmail", "claire@example.com")
    claire.types("designation.form.ownPhone", "0470 00 00 31")
    claire.presses("designation.form.submit")
    claire.ticks(claire.say("designation.confirm.declaration"))
    claire.presses("designation.confirm.submit")
    claire.reads("designation.done.title")

    [letter] = postbox.wait_for("claire@example.com")
    text = checked(letter, "fr", "designation.letters.chief.subject", entity="Boulangerie Tournesol SRL")
    assert "chatelaine@example.org" in letter["From"]
    [link] = [word for word in text.split() if word.startswith("http")]
    claire.goes(link)
    claire.sees("Boulangerie Tournesol SRL")


def test_everyone_whom_a_replacement_concerns_is_told(posting, postbox, visitor):
    sofie = visitor(posting, "nl")
    sofie.inserts_card(SOFIE)
    sofie.goes(f"/designation/{DE_LINDE}")
    for field, text in {"number": KARL.ssin, "email": "karl@example.com", "phone": "0470 00 00 42"}.items():
        sofie.main.locator(f"input[name={field}]").fill(text)
    sofie.types("designation.form.ownEmail", "sofie@example.com")
    sofie.types("designation.form.ownPhone", "0470 00 00 41")
    sofie.presses("designation.form.submit")
    sofie.ticks(sofie.say("designation.confirm.declaration"))
    sofie.presses("designation.confirm.submit")
    sofie.reads("designation.done.title")

    told = {"entity": "Zorghuis De Linde vzw", "chief": KARL.name, "former": SOFIE.name}
    [to_the_chief] = postbox.wait_for("karl@example.com")
    checked(to_the_chief, "de", "designation.letters.chief.subject", **told)
    [to_the_author] = postbox.wait_for("sofie@example.com")
    checked(to_the_author, "nl", "designation.letters.replaced.subject", **told)

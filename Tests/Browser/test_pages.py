"""Every page that a role leads to: usable by everyone, at every width, whole, and with no link that leads nowhere."""

import re
from urllib.parse import urldefrag, urlsplit

import pytest

from conftest import NARROWEST, WIDE
from town import AMELIE, FATIMA, HELENE, JAN, KARL, NADIA, PIETER, SOFIE, THOMAS

pytestmark = pytest.mark.appearance

# Who, in which language, and how they sign in: between them every language, every role, cards and passwords.
READERS = [
    (SOFIE, "nl", "card"),
    (JAN, "en", "password"),
    (PIETER, "de", "password"),
    (HELENE, "fr", "password"),
    (KARL, "de", "password"),
    (NADIA, "fr", "card"),
    (FATIMA, "en", "password"),
    (THOMAS, "nl", "card"),
    (AMELIE, "fr", "card"),
]
# Pages of one kind (every user's, every draft's) differ by their data only: so many of each are looked at, and the rest asked for.
OF_A_KIND = 2


@pytest.mark.parametrize(("person", "language", "way"), READERS, ids=[reader[0].user_name for reader in READERS])
def test_every_page_of_a_role_is_whole(chatelaine, visitor, axe, fits, finished, person, language, way):
    # A page that asks for a card tells so with 403; a browser calls that an error.
    reader = visitor(chatelaine, language, expecting="403")
    reader.inserts_card(person) if way == "card" else reader.signs_in(person)
    reader.reads("entities.title")
    page, asked, looked, waiting = reader.page, {"/entities"}, {}, ["/entities"]
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if looked.get(kind, 0) == OF_A_KIND:
            answer = page.request.get(path)
            assert answer.status < 400, f"{path} answers {answer.status}"
            continue
        looked[kind] = looked.get(kind, 0) + 1
        answer = page.goto(path)
        asks_for_card = page.locator('main a[href*="level=eid"]').count() == 1
        assert answer.status == 200 or answer.status == 403 and asks_for_card, f"{path} answers {answer.status}"
        finished(page, language)
        for viewport in (NARROWEST, WIDE):
            page.set_viewport_size(viewport)
            fits(page)
        axe(page)
        for file in page.locator("a[download]").all():
            assert page.request.get(file.get_attribute("href")).status == 200, f"{path} offers a file that is not there"
        for link in links(page):
            if link not in asked:
                asked.add(link)
                waiting.append(link)
    assert len(looked) >= 5, looked


def kind_of(path: str) -> str:
    """An address with its ids and its query left out: whatever is asked of it, it is the same page with other data."""
    return re.sub(r"/[0-9]+(?=/|$)", "/…", urlsplit(path).path)


def links(page) -> list[str]:
    """The pages of this site that the page leads to, other languages and files left out; every #anchor is there."""
    here = urlsplit(page.url)
    found = page.eval_on_selector_all("a[href]:not([hreflang]):not([download])", "links => links.map(link => link.href)")
    paths = []
    for link in found:
        address, anchor = urldefrag(link)
        target = urlsplit(address)
        if target.netloc != here.netloc:
            continue
        if anchor and target.path == here.path:
            assert page.locator(f"[id='{anchor}']").count() == 1, f"{page.url} has no #{anchor}"
        paths.append(target.path + (f"?{target.query}" if target.query else ""))
    return paths

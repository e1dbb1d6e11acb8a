"""What stands where: the title on a telephone, the acts under it, a long list on a small screen, every column on a wide one and on paper."""

import re
import subprocess

import pytest

from conftest import LOCALES, NARROW, NARROWEST, WIDE
from test_pages import kind_of, links
from town import DE_LINDE, HELENE, JAN, MEUSE, SOFIE

pytestmark = pytest.mark.appearance

MIDDLE = {"width": 1024, "height": 740}
# A wide window at 200 % (WCAG 2.2, 1.4.4).
ENLARGED = {"width": 640, "height": 450}
COLUMNS = ["users.familyName", "users.givenName", "users.userName", "users.type", "users.ssin", "users.status", "users.applications", "users.sinceTitle"]
LONGEST = {"fr": HELENE, "nl": SOFIE, "de": HELENE, "en": JAN}


def users_of(reader) -> str:
    """The address of the list of users of the first quality that the reader manages."""
    reader.goes("/entities")
    if reader.main.get_by_role("link", name=reader.say("roles.chief")).count():
        reader.follows("roles.chief")
        reader.main.locator("tbody th a").first.click()
    else:
        reader.follows("roles.manager")
    return reader.page.locator("main .actions.acts a").first.get_attribute("href")


def top(page, selector: str) -> float:
    return page.locator(selector).first.evaluate("element => element.getBoundingClientRect().top + scrollY")


@pytest.mark.parametrize(("person", "language", "way"), [(SOFIE, "nl", "card"), (HELENE, "fr", "password"), (JAN, "de", "password")])
def test_on_a_telephone_every_title_stands_in_the_upper_third(chatelaine, visitor, person, language, way):
    reader = visitor(chatelaine, language, expecting="403", viewport=NARROW)
    reader.inserts_card(person) if way == "card" else reader.signs_in(person)
    reader.reads("entities.title")
    page, asked, waiting = reader.page, {"/entities"}, ["/entities", "/", "/help"]
    kinds = set()
    while waiting:
        path = waiting.pop(0)
        if kind_of(path) in kinds:
            continue
        kinds.add(kind_of(path))
        page.goto(path)
        assert top(page, "h1") <= 200, f"{path}: the title stands at {top(page, 'h1')} px"
        for link in links(page):
            if link not in asked:
                asked.add(link)
                waiting.append(link)
    assert len(kinds) >= 8, kinds


def test_on_a_telephone_the_menu_opens_and_closes_without_scripts(chatelaine, visitor):
    reader = visitor(chatelaine, "fr", viewport=NARROW, java_script_enabled=False)
    reader.signs_in(JAN)
    opener = reader.page.get_by_role("button", name=reader.say("layout.menu"), exact=True)
    places = reader.page.locator("nav.places")
    assert not places.is_visible()
    opener.click()
    assert places.is_visible() and reader.page.locator("nav.languages").is_visible()
    assert reader.page.get_by_role("button", name=reader.say("layout.signOut")).is_visible()
    reader.page.get_by_role("button", name=reader.say("layout.closeMenu")).click()
    assert not places.is_visible()
    opener.press("Enter")
    reader.goes_on_to("layout.nav.ownData")
    reader.reads("ownData.title")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_an_open_menu_is_usable_by_everyone(chatelaine, visitor, axe, fits, colours):
    reader = visitor(chatelaine, "de", viewport=NARROWEST, color_scheme=colours)
    reader.signs_in(JAN)
    opener = reader.page.get_by_role("button", name=reader.say("layout.menu"), exact=True)
    opener.click()
    axe(reader.page)
    fits(reader.page)
    reader.page.keyboard.press("Escape")
    assert not reader.page.locator("nav.places").is_visible()
    assert opener.evaluate("button => button === document.activeElement")


def test_a_wide_page_shows_the_places_and_no_menu(chatelaine, visitor):
    reader = visitor(chatelaine, "nl")
    reader.signs_in(JAN)
    assert reader.page.locator("nav.places").is_visible() and reader.page.locator("nav.languages").is_visible()
    assert not reader.page.locator(".menu-open").is_visible()


@pytest.mark.parametrize("language", LOCALES)
def test_nineteen_users_fit_in_some_screens_of_a_telephone(chatelaine, visitor, fits, language):
    reader = visitor(chatelaine, language, viewport=NARROW)
    reader.signs_in(HELENE)
    reader.goes(users_of(reader))
    rows = reader.page.locator("tbody tr")
    assert rows.count() >= 19
    # So many come on one page; what is done with them, and adding others, stand below.
    reader.page.evaluate("for (const part of [...[...document.querySelectorAll('tbody tr')].slice(19), ...document.querySelectorAll('.pager, .batch-actions, .adding')]) part.remove()")
    assert reader.page.evaluate("document.documentElement.scrollHeight") <= 2500
    fits(reader.page)


@pytest.mark.parametrize("viewport", [WIDE, MIDDLE, ENLARGED, NARROW, NARROWEST], ids=lambda size: size["width"])
@pytest.mark.parametrize("language", LOCALES)
def test_no_column_of_the_users_is_hidden(chatelaine, visitor, fits, language, viewport):
    reader = visitor(chatelaine, language, viewport=viewport)
    reader.signs_in(LONGEST[language])
    reader.goes(users_of(reader))
    fits(reader.page)
    hidden = reader.page.evaluate(
        """() => [...document.querySelectorAll('tbody tr:nth-child(-n+3) > *, tbody .badge, tbody .below')].filter(cell => {
            if (getComputedStyle(cell).display === 'contents') return false;
            // In a card the given name stands in the title, and the title leads to what can be changed.
            if (cell.matches('.given, .act, :empty') && getComputedStyle(cell).display === 'none') return false;
            const box = cell.getBoundingClientRect(), frame = cell.closest('.table-frame').getBoundingClientRect();
            return box.width === 0 || box.left < frame.left - 1 || box.right > frame.right + 1 || cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth > 0;
        }).map(cell => cell.outerHTML)"""
    )
    assert hidden == []
    # Three lines in a cell and no more, whoever it is.
    if viewport is MIDDLE:
        tallest = reader.page.locator("tbody tr").evaluate_all("rows => Math.max(...rows.map(row => row.getBoundingClientRect().height))")
        assert tallest <= 130


@pytest.mark.parametrize("path", ["/entities", "/entities/{entity}", "/me", "/me/accesses", "{quality}", "/help"])
def test_no_table_is_cut_at_a_middling_width(chatelaine, visitor, path):
    reader = visitor(chatelaine, "de", expecting="403")
    reader.inserts_card(SOFIE)
    quality = users_of(reader).removesuffix("/users")
    reader.goes(path.format(entity=DE_LINDE, quality=quality))
    for viewport in (MIDDLE, ENLARGED):
        reader.page.set_viewport_size(viewport)
        cut = reader.page.locator(".table-frame").evaluate_all("frames => frames.filter(frame => frame.scrollWidth > frame.clientWidth).length")
        assert cut == 0, f"{path} at {viewport['width']} px"


@pytest.mark.parametrize("language", LOCALES)
def test_on_paper_the_users_stand_with_every_column(chatelaine, visitor, tmp_path, language):
    reader = visitor(chatelaine, language)
    reader.signs_in(LONGEST[language])
    reader.goes(users_of(reader))
    reader.page.emulate_media(media="print")
    reader.page.set_viewport_size({"width": 718, "height": 1000})
    too_wide = reader.page.locator("tbody td, tbody th").evaluate_all("cells => cells.filter(cell => cell.getBoundingClientRect().right > innerWidth).length")
    assert too_wide == 0
    names = [text.split(",")[0] for text in reader.page.locator("tbody th a").all_inner_texts()]
    file = tmp_path / "users.pdf"
    file.write_bytes(reader.page.pdf(format="A4", margin=dict.fromkeys(["top", "right", "bottom", "left"], "1cm")))
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    flat = re.sub(r"\s+", "", text)
    for key in COLUMNS:
        for word in reader.say(key).split():
            assert word in flat, f"{key}: {word}"
    for name in names:
        assert re.sub(r"\s+", "", name) in flat, name
    # A number and a date in every line that has them: nothing is cut on the right.
    assert len(re.findall(r"\d\d[./]\d\d[./]\d{4}", text)) >= len(names)


def test_the_acts_stand_under_the_title_and_only_removing_is_red(chatelaine, visitor):
    for viewport in (WIDE, NARROW):
        reader = visitor(chatelaine, "fr", viewport=viewport)
        reader.signs_in(JAN)
        users = users_of(reader)
        quality = users.removesuffix("/users")
        reader.goes(users)
        user = reader.page.locator("tbody tr:has(.badge-user) th a").first.get_attribute("href")
        for path in (user, quality):
            reader.goes(path)
            last = reader.page.locator("main .actions.acts > *").last
            box = last.bounding_box()
            assert box["y"] + box["height"] <= viewport["height"], f"{path}: the acts end at {box['y'] + box['height']} px"
            assert reader.page.locator("main .actions.acts").evaluate(
                "acts => !!(acts.compareDocumentPosition(document.querySelector('.panel')) & Node.DOCUMENT_POSITION_FOLLOWING)"
            )
        reader.goes(user)
        red = reader.page.locator("main .danger")
        assert red.all_inner_texts() == [reader.say("users.remove.action")]


def test_the_acts_of_an_entity_and_a_draft_stand_in_the_first_screen(fresh_chatelaine, visitor):
    helene = visitor(fresh_chatelaine, "nl")
    helene.signs_in(HELENE)
    helene.goes(f"/entities/{MEUSE}")
    box = helene.page.locator("main .actions.acts > *").last.bounding_box()
    assert box["y"] + box["height"] <= WIDE["height"] / 2
    jan = visitor(fresh_chatelaine, "fr")
    jan.signs_in(JAN)
    jan.goes(users_of(jan))
    jan.registers("01061199825", "dimona")
    box = jan.button("users.confirm").bounding_box()
    assert box["y"] + box["height"] <= WIDE["height"]


def test_the_quality_and_its_list_count_alike(chatelaine, visitor):
    jan = visitor(chatelaine, "fr")
    jan.signs_in(JAN)
    jan.follows("roles.manager")
    link = jan.page.locator("main .actions.acts a").first
    told = link.inner_text()
    link.click()
    assert jan.page.locator("main .count").last.inner_text() == told
    users, managers = map(int, re.findall(r"\d+", told))
    assert jan.page.locator("tbody tr").count() == users + managers

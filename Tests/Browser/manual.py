"""A reader of a printed manual, who looks for what it shows: its labels, as they stand there, and its sentences."""

import re

# Elements whose whole text is a label; what only a screen reader hears, the star of an obligatory field and a colon do not belong to it.
LABELS = """() => [...document.querySelectorAll("a, button, caption, dt, h1, h2, h3, label, legend, li strong, option, summary, th, td.type, td.status, .badge, .card > p, .label")]
    .filter((found) => found.tagName === "OPTION" || found.getClientRects().length > 0)
    .map((found) => {
        const copy = found.cloneNode(true);
        copy.querySelectorAll(".unseen, .narrow, .star").forEach((hidden) => hidden.remove());
        return copy.textContent.replace(/[*:\\s\u00a0\u202f]+$/, "");
    })"""


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'").replace("–", "-").split()).lower()


class Manual:
    """Counts the labels found and remembers those that are missing."""

    def __init__(self, reader):
        self.found, self.missing = 0, []
        self.handed_to(reader)

    def handed_to(self, reader) -> None:
        self.reader, self.page = reader, reader.page

    def shows(self, screen: str, *labels: str) -> None:
        text = plain(self.page.locator("body").inner_text() + " " + " ".join(self.page.locator("option").all_inner_texts()))
        for label in labels:
            if plain(label) in text:
                self.found += 1
            else:
                self.missing.append(f"{screen}: {label}")

    def carries(self, screen: str, *labels: str) -> None:
        """Each label is the whole text of something: of a heading, a field, a column, a fact, a button, a link, an option."""
        shown = {plain(label) for label in self.page.evaluate(LABELS)}
        for label in labels:
            if plain(label) in shown:
                self.found += 1
            else:
                self.missing.append(f"{screen}: {label}")

    def fields(self, screen: str, *labels: str) -> None:
        """Each label belongs to a field that can be filled in."""
        for label in labels:
            if self.page.get_by_role("main").get_by_label(re.compile(f"^\\s*{re.escape(label)}(\\s*\\*)?\\s*$")).count():
                self.found += 1
            else:
                self.missing.append(f"{screen}: field {label}")

    def presses(self, label: str) -> None:
        self.page.get_by_role("main").get_by_role("button", name=label, exact=True).first.click()

    def follows(self, label: str) -> None:
        self.page.get_by_role("main").get_by_role("link", name=label, exact=True).first.click()

    def users(self) -> None:
        self.page.goto(self.quality + "/users")

    def carries_out(self, label: str, name: str) -> None:
        self.users()
        self.page.locator("tbody tr", has_text=name).locator("input[name=user]").check()
        self.page.locator("form.batch select").select_option(label=label)
        self.presses("Exécuter")

    def ends(self) -> None:
        """Nineteen labels of twenty are there as printed."""
        all_labels = self.found + len(self.missing)
        print(f"{self.found} of {all_labels} printed labels, missing: {self.missing}")
        assert self.found >= 0.95 * all_labels, self.missing

"""Someone in front of a browser: finds things by the words on the page, as a reader does."""

import re

from playwright.sync_api import Page, expect

from town import PASSWORD, Person
from words import Words


class Visitor:
    def __init__(self, page: Page, language: str):
        self.page = page
        self.say = Words(language)
        self.main = page.locator("main")

    # What the page says

    def reads(self, key: str, **values: str) -> None:
        """The page's title is this sentence."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.say(key, **values))

    def sees(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(text)

    def is_told(self, notice: str) -> None:
        """The notice on top says so, and of whom, where it names somebody."""
        try:
            sentence = self.say(f"notices.named.{notice}")
        except KeyError:
            sentence = self.say(f"notices.{notice}")
        for piece in sentence.split("{name}"):
            expect(self.page.locator(".notice").first).to_contain_text(piece.strip())

    def is_refused(self, refusal: str) -> None:
        expect(self.page.locator(".refusal-why")).to_have_text(self.say(f"refusals.{refusal}.why"))

    def is_corrected(self, field: str, problem: str) -> None:
        """The field says what is wrong with it, the summary on top leads there, and both say the same."""
        told = self.page.locator(f"#{field}-about .error")
        expect(told).to_contain_text(self.say(problem))
        expect(self.page.locator(f'.errors a[href="#{field}"]')).to_have_count(1)

    # What a reader does

    def goes(self, path: str):
        return self.page.goto(path)

    def opens_another_tab(self) -> None:
        """Of the same browser; the first is closed, with whatever it was still loading."""
        former, self.page = self.page, self.page.context.new_page()
        self.main = self.page.locator("main")
        former.close()

    def presses(self, key: str, **values: str) -> None:
        self.button(key, **values).click()

    def follows(self, key: str, **values: str) -> None:
        self.main.get_by_role("link", name=self.say(key, **values)).first.click()

    def follows_text(self, text: str) -> None:
        self.main.get_by_role("link", name=text).first.click()

    def goes_on_to(self, key: str) -> None:
        """By the navigation on top."""
        self.page.locator("nav.places").get_by_role("link", name=self.say(key)).click()

    def button(self, key: str, **values: str):
        return self.main.get_by_role("button", name=self.say(key, **values), exact=True)

    def field(self, key: str):
        return self.main.get_by_label(re.compile(f"^{re.escape(self.say(key))}( \\*)?$"))

    def types(self, key: str, text: str) -> None:
        self.field(key).fill(text)

    def ticks(self, label: str) -> None:
        self.main.get_by_label(label, exact=True).check()

    # Signing in and out

    def inserts_card(self, person: Person, before: str = "/sign-in") -> None:
        self.goes(before)
        self.main.get_by_label(self.say("signIn.demoCard")).select_option(person.card)
        self.enters(lambda: self.presses("signIn.insert"))

    def signs_in(self, person: Person, password: str = PASSWORD) -> None:
        self.goes("/sign-in")
        self.gives_password(person, password)

    def gives_password(self, person: Person, password: str = PASSWORD) -> None:
        self.types("signIn.userName", person.user_name)
        self.types("signIn.password", password)
        self.enters(lambda: self.presses("signIn.submit"))

    def enters_with_card(self) -> None:
        self.enters(lambda: self.follows("signIn.cardButton"))

    def enters(self, press) -> None:
        """Signing in brings the language of one's own data. Whoever reads another one here switches back, and the browser keeps that."""
        with self.page.expect_navigation():
            press()
        if self.page.locator("html").get_attribute("lang") != self.say.language:
            held = [cookie for cookie in self.page.context.cookies(self.page.url) if cookie["name"].endswith("language")]
            self.page.context.add_cookies([{**cookie, "value": self.say.language} for cookie in held])
            self.page.reload()

    def signs_out(self) -> None:
        self.page.locator("header").get_by_role("button", name=self.say("layout.signOut")).click()

    # The chain

    def adds(self, ssin: str, role: str = "user") -> None:
        """On the list of users, as the manual begins: as what, by which number, and on."""
        form = self.main.locator("form.adding")
        form.locator("select[name=role]").select_option(role)
        form.get_by_label(self.say("users.adding.ssin")).fill(ssin)
        form.get_by_role("button", name=self.say("users.next")).click()

    def registers(self, ssin: str, *applications: str) -> None:
        """From the list of users to the summary of a draft, for a person known already."""
        self.adds(ssin)
        self.gives_email_if_asked()
        for application in applications:
            self.main.locator(f'input[name="applications"][value="{application}"]').check()
        self.presses("users.save")

    def gives_email_if_asked(self) -> None:
        email = self.main.locator("input[name=email]")
        if email.count() and not email.input_value():
            email.fill("someone@example.com")

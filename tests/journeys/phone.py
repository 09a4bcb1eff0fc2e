"""A patient's phone: the app, used with a thumb."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

READY_FOR_NO_SIGNAL = """Promise.race([
  navigator.serviceWorker.ready,
  new Promise((_, fail) => setTimeout(() => fail(new Error("no service worker")), 8000)),
]).then(() => true)"""
"""Waits until the app's files are kept on the phone."""


class Phone:
    """The app on one phone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def activate(self, code: str, year_of_birth: int) -> None:
        """Sign in with a code typed as people type: small letters, spaces for dashes."""
        self.page.goto("/")
        self.page.get_by_role("link", name="I have a code").click()
        self.page.get_by_label("Code from your clinic").fill(code.lower().replace("-", " "))
        self.page.get_by_label("Year you were born").fill(str(year_of_birth))
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_text("I have read this").click()
        self.page.get_by_role("button", name="Go to my plan").click()
        expect(self.page.get_by_role("heading", name="For today")).to_be_visible()
        self.page.evaluate(READY_FOR_NO_SIGNAL)

    def lose_signal(self) -> None:
        self.page.context.set_offline(True)

    def find_signal(self) -> None:
        self.page.context.set_offline(False)

    def start_again(self) -> None:
        """Close the app and open it again."""
        self.page.goto("/")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def home(self) -> None:
        self.page.get_by_role("link", name="Back").click()

    def task(self, exercise: str) -> Locator:
        """The line of an exercise on the day's list."""
        return self.page.get_by_role("link").filter(has_text=exercise)

    def open_exercise(self, exercise: str) -> None:
        self.task(exercise).click()

    def score(self, question: str, value: int) -> None:
        """Tap a number from 0 to 10."""
        group = self.page.get_by_role("group", name=question)
        group.get_by_text(str(value), exact=True).click()

    def choose(self, question: str, answer: str) -> None:
        self.page.get_by_role("group", name=question).get_by_text(answer, exact=True).click()

    def log_as_planned(self, *, during: int, after: int, before: int | None = None) -> None:
        self.choose("How much did you do?", "As planned")
        if before is not None:
            self.score("Pain before", before)
        self.score("Worst pain during", during)
        self.score("Pain in the hour after", after)
        self.page.get_by_role("button", name="Save", exact=True).click()

    def ask_why(self) -> None:
        """Open the reason for an amount."""
        self.page.get_by_text("Why this amount?").click()

    def answer_none_of_these(self, *, but: str | None = None) -> None:
        """Answer every safety question no, and yes to the one that holds these words."""
        expect(self.page.locator(".safety-question").first).to_be_visible()
        for card in self.page.locator(".safety-question").all():
            yes = but is not None and but in card.inner_text()
            card.get_by_text("Yes" if yes else "No", exact=True).click()

    def save_answers(self) -> None:
        self.page.get_by_role("button", name="Save my answers").click()

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def does_not_see(self, words: str) -> None:
        expect(self.page.get_by_text(words)).to_have_count(0)

    def picture(self, name: str) -> None:
        self.page.screenshot(path=name, full_page=True)

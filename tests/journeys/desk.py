"""The clinician's computer: the admin, used with mouse and keyboard."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class Desk:
    """Dr Chen at her desk."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self) -> None:
        self.page.goto("/admin/")
        self.page.get_by_label("Username").fill("chen")
        self.page.get_by_label("Password").fill("a long enough password")
        self.page.get_by_role("button", name="Log in").click()

    def add_patient(self, name: str, year_of_birth: int, region: str) -> None:
        self.page.goto("/admin/people/patient/add/")
        self.page.get_by_label("Name", exact=False).first.fill(name)
        self.page.get_by_label("Year of birth").fill(str(year_of_birth))
        self.page.get_by_label(region, exact=True).check()
        self.save()

    def record_assessment(self, *, findings: str, goal: str) -> None:
        self.page.get_by_role("link", name="Record an assessment").click()
        self.page.get_by_label("Findings").fill(findings)
        self.page.get_by_label("Goals").fill(goal)
        self.save()

    def draft_plan(self, template: str) -> None:
        self.page.get_by_role("link", name="Draft a plan").click()
        self.page.get_by_label("Template").select_option(label=template)
        self.save()

    def set_dose(self, exercise: str, **dose: int) -> None:
        """Type into one row of the dose table: level, sets, amount."""
        for field, value in dose.items():
            self.page.get_by_label(f"{field.capitalize()}: {exercise}").fill(str(value))

    def activate(self) -> None:
        self.page.get_by_role("button", name="Save and activate").click()

    def book_course(self, *visits: str) -> None:
        """Book a course with visits on civil dates at ten."""
        self.page.get_by_role("link", name="Book a course of visits").click()
        for place, on in enumerate(visits):
            self.page.locator(f"[name=visits-{place}-starts_at_0]").fill(on)
            self.page.locator(f"[name=visits-{place}-starts_at_1]").fill("10:00")
        self.save()

    def give_code(self) -> str:
        """Make an activation code and read it off the screen."""
        self.page.get_by_role("button", name="ctivation code").first.click()
        return self.page.locator("#code").inner_text()

    def open_patient(self, name: str) -> None:
        self.page.goto("/admin/people/patient/")
        self.page.get_by_role("link", name=name).first.click()

    def open_worklist(self) -> None:
        self.page.goto("/admin/")

    def section(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title)

    def clear_safety(self, reason: str) -> None:
        self.page.get_by_label("Reason").first.fill(reason)
        self.page.get_by_role("button", name="Clear it").click()

    def save(self) -> None:
        self.page.locator("input[type=submit].default, [name=_save]").first.click()

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

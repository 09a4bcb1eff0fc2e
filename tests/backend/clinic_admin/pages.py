"""Filling in the admin's pages as a browser does: what stands in the form is sent, with what the person changed."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from steadily.library.models import PlanTemplate
from steadily.people.models import Patient
from steadily.plans.models import Plan
from steadily.records.models import AuditEvent
from steadily.visits.models import Course


def text(answer: Any) -> str:
    """Read a page as text, its blanks made single."""
    return " ".join(answer.content.decode().split())


def verbs(patient: Patient) -> list[str]:
    """List what was done about a patient, in order."""
    return [*AuditEvent.objects.filter(patient_id=patient.pk).order_by("id").values_list("verb", flat=True)]


def drafted(chen: Client, patient: Patient, template: PlanTemplate | None) -> Plan:
    """Begin a draft in the browser."""
    fields = {"patient": patient.pk, "template": template.pk if template else "", "title": "", "starts_on": ""}
    chen.post("/admin/plans/plan/add/", fields)
    return patient.plans.get()


class Form(HTMLParser):
    """The page's main form: every box with what stands in it, and what each row is called."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        box = {name: value or "" for name, value in attributes}
        if tag == "select":
            self._select = box.get("name", "")
            self.fields.setdefault(self._select, "")
        elif tag == "option" and "selected" in box:
            self.fields[self._select] = box["value"]
        elif tag == "input" and "name" in box and box.get("type") != "submit":
            self._input(box)
        if "aria-label" in box and "name" in box:
            self.labels[box["name"]] = box["aria-label"]

    def _input(self, box: dict[str, str]) -> None:
        ticks = box.get("type") in ("checkbox", "radio")
        if not ticks or "checked" in box:
            self.fields[box["name"]] = box.get("value", "on" if ticks else "")


class Table:
    """A page with one row's fields and a table below."""

    prefix: str

    def __init__(self, browser: Client, address: str) -> None:
        self.browser, self.address = browser, address
        form = Form(browser.get(address).content.decode())
        self.fields, self.labels = form.fields, form.labels
        self._next = int(self.fields[f"{self.prefix}-INITIAL_FORMS"])

    def new(self, **boxes: str) -> None:
        """Fill in the next empty row."""
        self.fields |= {f"{self.prefix}-{self._next}-{name}": value for name, value in boxes.items()}
        self._next += 1

    def row(self, name: str, **boxes: str) -> None:
        """Change boxes of the row with this name."""
        label = next(each for each, words in self.labels.items() if words.endswith(f": {name}"))
        number = label.split("-")[1]
        self.fields |= {f"{self.prefix}-{number}-{box}": value for box, value in boxes.items()}

    def save(self, button: str = "_save") -> Any:
        """Press a button."""
        return self.browser.post(self.address, {**self.fields, button: "Save"}, follow=True)


class DoseTable(Table):
    """A plan's page."""

    prefix = "prescriptions"

    def __init__(self, browser: Client, plan: Plan) -> None:
        super().__init__(browser, f"/admin/plans/plan/{plan.pk}/change/")


class VisitTable(Table):
    """A course's page, new or kept."""

    prefix = "visits"

    def __init__(self, browser: Client, course: Course | None = None) -> None:
        super().__init__(
            browser, f"/admin/visits/course/{course.pk}/change/" if course else "/admin/visits/course/add/"
        )

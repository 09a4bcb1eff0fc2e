"""Every page: a strict content policy, nothing inline, a label for each box, and few queries."""

from __future__ import annotations

from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from steadily.clinic_admin.setup import setup_link
from steadily.library.models import PlanTemplate
from steadily.people.actions import make_clinic_token
from steadily.people.models import Clinician, Patient
from steadily.plans.models import Plan
from steadily.protocols.actions import set_clinic_default
from steadily.today.models import Alert
from steadily.visits.actions import book_visit, plan_course
from tests.conftest import NOW, TODAY, Phone

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


class Reader(HTMLParser):
    """What a strict page must not hold, and boxes that have no name for those who can't see them."""

    VOID_OF_LABEL = {"hidden", "submit", "button"}

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.headings: list[str] = []
        self.boxes: dict[str, bool] = {}
        self.labelled: set[str] = set()
        self._script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        box = {name: value or "" for name, value in attributes}
        self.inline += [f"{tag} {name}" for name in box if name == "style" or name.startswith("on")]
        self._script = tag in ("script", "style") and "src" not in box
        if tag == "style":
            self.inline.append(tag)
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        if tag == "label":
            self.labelled.add(box.get("for", ""))
        if tag in ("input", "select", "textarea") and box.get("type") not in self.VOID_OF_LABEL:
            self.boxes[box.get("id", box.get("name", ""))] = "aria-label" in box or "aria-labelledby" in box

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.inline.append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    @property
    def nameless(self) -> list[str]:
        return [name for name, named in self.boxes.items() if not named and name not in self.labelled]


@pytest.fixture
def addresses(
    amara: Patient, amara_plan: Plan, amara_phone: Phone, dr_chen: Clinician, knee_start: PlanTemplate
) -> list[str]:
    """Every page of the admin, for a clinic with something on each."""
    course = plan_course(by=dr_chen, at=NOW, patient=amara, starts_on=TODAY, planned_visits=6)
    for _ in range(3):
        book_visit(by=dr_chen, at=NOW, course=course, starts_at=NOW)
    token, _ = make_clinic_token(by=dr_chen, at=NOW, clinic=dr_chen.clinic, name="Booking system")
    for code in ("A_NODATA", "A_GAP", "A_CONTACT"):
        Alert.objects.create(patient=amara, code=code, priority=3, on=TODAY, raised_at=NOW)
    exercise = amara_plan.prescriptions.all()[0].exercise
    rows = {
        "people/patient": amara,
        "plans/assessment": amara_plan.assessment,
        "plans/plan": amara_plan,
        "visits/course": course,
        "people/clinictoken": token,
        "library/exercise": exercise,
        "library/plantemplate": knee_start,
    }
    lists = [f"/admin/{page}/" for page in rows]
    changes = [f"/admin/{page}/{row.pk}/change/" for page, row in rows.items() if row]
    histories = [f"/admin/{page}/{row.pk}/history/" for page, row in rows.items() if row]
    added = [f"/admin/{page}/add/" for page in rows if not page.startswith("library")]
    one = f"/admin/people/patient/{amara.pk}/"
    own = [
        "/admin/",
        "/admin/clinic-numbers/",
        f"/admin/visits/course/{course.pk}/review/",
        one,
        one + "decide/",
        one + "what-if/",
        f"/admin/plans/plan/{amara_plan.pk}/end/",
    ]
    return [*own, *lists, *changes, *histories, *added, f"{added[1]}?patient={amara.pk}"]


def test_every_page_keeps_the_strict_policy(chen: Client, addresses: list[str], amara: Patient) -> None:
    answers: list[Any] = [chen.get(address) for address in addresses]
    answers += [
        chen.get("/admin/password_change/"),
        chen.post(f"/admin/people/patient/{amara.pk}/code/"),
        Client().get("/admin/login/"),
    ]
    answers += [chen.post("/admin/people/clinictoken/add/", {"name": "Another"})]

    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert answer.status_code == 200
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "style-src 'self'" in policy
        assert "unsafe" not in policy
        assert Reader(answer.content.decode()).inline == []


def test_every_box_has_a_name_and_every_page_one_first_heading(chen: Client, addresses: list[str]) -> None:
    for address in addresses:
        reader = Reader(chen.get(address).content.decode())

        assert reader.nameless == [], address
        assert reader.headings.count("h1") == 1, address


def test_every_page_takes_few_queries(chen: Client, addresses: list[str], django_assert_max_num_queries: Any) -> None:
    for address in addresses:
        with django_assert_max_num_queries(MOST_QUERIES, info=address):
            chen.get(address)


def test_no_page_is_kept_by_the_browser(chen: Client, addresses: list[str]) -> None:
    for address in [*addresses, "/admin/login/"]:
        assert "no-store" in chen.get(address).headers["Cache-Control"], address


def test_the_set_up_page_is_strict_too(db: None) -> None:
    answer = Client().get(setup_link(NOW).removeprefix("http://localhost:8000"))

    reader = Reader(answer.content.decode())
    assert reader.inline == []
    assert reader.nameless == []
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_form_sent_without_its_token_is_refused_with_what_to_do(dr_chen: Clinician) -> None:
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post("/admin/login/", {"username": "chen", "password": "a long enough password"})

    assert answer.status_code == 403
    assert "Go back, load the page again" in answer.content.decode()
    assert Reader(answer.content.decode()).inline == []


def test_the_pages_tell_browsers_to_name_where_a_form_comes_from(chen: Client) -> None:
    """Without it browsers send the admin's forms with the origin "null", and each is refused."""
    assert '<meta name="referrer" content="same-origin">' in chen.get("/admin/").content.decode()


def test_a_clinic_with_numbers_of_its_own_takes_no_more(
    chen: Client, addresses: list[str], dr_chen: Clinician, django_assert_max_num_queries: Any
) -> None:
    told = {"key": "red_pct", "value": Decimal(75), "reason": "Agreed by the team"}
    set_clinic_default(by=dr_chen, at=NOW, today=TODAY, **told)  # type: ignore[arg-type]

    for address in addresses:
        with django_assert_max_num_queries(MOST_QUERIES, info=address):
            chen.get(address)

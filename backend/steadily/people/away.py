"""When a patient is away from home: weeks with such a day are left out of the kept ones (R-AD3)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from steadily.people.models import Patient
from steadily.records.models import audit
from steadily.records.refusals import Refused

TOLD_WITHIN = timedelta(days=2)
"""How late a time away may be told of, as for any day of the diary."""
LONGEST = timedelta(days=180)


@transaction.atomic
def say_away(*, by: object, at: datetime, patient: Patient, first: date, last: date) -> None:
    """Keep the days a patient is away, the last one included, instead of any still to come. Raises Refused."""
    _read_anew(patient)
    today = patient.civil_date(at)
    if first < today - TOLD_WITHIN:
        raise Refused("Days away can be told two days back at most.", field="away/from", code="too-late-to-add")
    if last < first:
        raise Refused("The last day comes before the first.", field="away/to")
    if last - first > LONGEST:
        raise Refused("Give half a year at most.", field="away/to")
    _keep(by, at, patient, [*_over(patient, today), [first.isoformat(), last.isoformat()]])


@transaction.atomic
def say_home(*, by: object, at: datetime, patient: Patient) -> None:
    """End a time away yesterday, and forget one that has not begun."""
    _read_anew(patient)
    _keep(by, at, patient, _over(patient, patient.civil_date(at)))


def _read_anew(patient: Patient) -> None:
    """Wait for whoever changes the patient just now, and read what they left; another phone may have told, too."""
    patient.refresh_from_db(fields=["away"], from_queryset=Patient.objects.select_for_update(no_key=True))


def _over(patient: Patient, today: date) -> list[list[str]]:
    """List the times away up to yesterday: what was lived is never told otherwise."""
    yesterday = today - timedelta(days=1)
    begun = [each for each in patient.times_away if each.first <= yesterday]
    return [[each.first.isoformat(), min(each.last, yesterday).isoformat()] for each in begun]


def _keep(by: object, at: datetime, patient: Patient, times: list[list[str]]) -> None:
    different = [list(each) for each in dict.fromkeys((first, last) for first, last in times)]
    before, patient.away = patient.away, different
    if before == different:
        return
    patient.save(update_fields=["away"])
    audit(by=by, at=at, verb="say_away", subject=patient, patient=patient, before=before, after=different)

"""The patient's side: every view serves the patient whose phone is asking, and nobody else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from steadily.api.doors import VERBS, ForPatient, asked, found, sent
from steadily.api.me import examples, serializers
from steadily.api.me.pack_shape import Pack
from steadily.api.me.versions import ADVICE, too_old
from steadily.api.permissions import Anyone, IsPatient
from steadily.api.problems import MEDIA_TYPE, problem
from steadily.api.schema import ETAG, operation
from steadily.api.strict_json import SyncParser
from steadily.api.tags import IF_NONE_MATCH, tagged
from steadily.api.throttles import Activations, LongAgo, Writes
from steadily.library.texts import notice
from steadily.logbook.actions import Result, keep_entries
from steadily.logbook.clocks import date_lived
from steadily.logbook.diary import current
from steadily.people.actions import activate, sign_out, update_patient
from steadily.people.away import say_away, say_home
from steadily.people.models import Patient
from steadily.today.actions import look_again
from steadily.today.pack import render

SYNC_SAYS = """Each entry is judged alone, and answered only once it is kept for good.

The same entry may be sent again for ever: it is kept once. After 503 or 507, send the same again.
An app that speaks a schema we no longer do (by `client`) gets 426: its entries are taken all the same, and what became
of each is told in `results` beside the problem; only the pack is kept from it."""


class Activate(APIView):
    """Sign a phone in."""

    authentication_classes = ()
    permission_classes = (Anyone,)
    throttle_classes = (Activations,)
    http_method_names = VERBS

    @operation(
        "activate",
        "Sign a phone in with a code from the clinic",
        takes=serializers.ActivationIn,
        gives=serializers.ActivationOut,
        status=201,
        sent=examples.ACTIVATION,
        got=examples.ACTIVATED,
        auth=[],
    )
    def post(self, request: Request) -> Response:
        wanted = sent(request, serializers.ActivationIn)
        signed_in = activate(**wanted, at=timezone.now())
        patient = signed_in.device.patient
        shown = {
            "token": signed_in.token,
            "device": signed_in.device,
            "patient": patient,
            "notice": notice(patient.language),
        }
        return Response(serializers.ActivationOut(shown).data, status=201)


class Sync(ForPatient):
    """The only write path of the diary."""

    permission_classes = (IsPatient,)
    parser_classes = (SyncParser,)
    throttle_classes = (Writes, LongAgo)

    @operation(
        "sync",
        "Send diary entries, get the current pack",
        takes=serializers.SyncIn,
        gives=serializers.SyncOut,
        sent=examples.SYNC,
        got=examples.SYNCED,
        also={(426, MEDIA_TYPE): serializers.TooOld},
        description=SYNC_SAYS,
    )
    def post(self, request: Request) -> Response:
        now = timezone.now()
        wanted = sent(request, serializers.SyncBody)
        results = keep_entries(by=self.device, at=now, sent_at=wanted.get("sent_at"), raws=wanted["entries"])
        if results:
            look_again(patient=self.patient, at=now)
        if too_old(wanted.get("client"), now.date()):
            return _too_old(results, now)
        pack = render(self.patient, at=now, today=_date_lived(request, now))
        current_already = wanted.get("pack_revision") == pack["revision"]
        return Response(
            {
                "results": [_result(result) for result in results],
                "pack": None if current_already else pack,
                "pack_revision": pack["revision"],
                "server_time": now,
            }
        )


class CurrentPack(ForPatient):
    """The current pack."""

    permission_classes = (IsPatient,)

    @operation(
        "me_pack",
        "The current pack",
        gives=Pack,
        got=examples.PACK,
        parameters=[IF_NONE_MATCH, ETAG],
    )
    def get(self, request: Request) -> Response | HttpResponse:
        pack = render(self.patient, at=timezone.now())
        return tagged(request, pack, current=f'"{pack["revision"]}"')


class OwnDiary(ForPatient):
    """The patient's own entries."""

    permission_classes = (IsPatient,)

    @operation(
        "me_diary",
        "Own diary entries, the newest correction of each",
        gives=serializers.Diary,
        got=examples.DIARY,
        parameters=[serializers.Period],
    )
    def get(self, request: Request) -> Response:
        entries = current(self.patient, **asked(request, serializers.Period))
        return Response(serializers.Diary({"entries": entries}).data)


class Me(ForPatient):
    """The patient's own profile."""

    permission_classes = (IsPatient,)

    @operation("me", "Own profile", gives=serializers.Profile, got=examples.PROFILE)
    def get(self, request: Request) -> Response:
        return Response(_profile(self.patient, timezone.now()))

    @operation(
        "me_update",
        "Change own preferences",
        takes=serializers.Profile,
        gives=serializers.Profile,
        sent=examples.PREFERENCE,
        got=examples.PROFILE,
    )
    def patch(self, request: Request) -> Response:
        changes = sent(request, serializers.Profile, partial=True)
        patient, at = self.patient, timezone.now()
        with transaction.atomic():
            if "away" in changes:
                _tell_away(patient, at, changes.pop("away"))
            if changes:
                update_patient(by=patient, at=at, patient=patient, **changes)
        return Response(_profile(patient, at))


class OwnDevices(ForPatient):
    """The patient's signed-in phones."""

    permission_classes = (IsPatient,)

    @operation("me_devices", "Phones signed in for me", gives=serializers.Devices, got=examples.DEVICES)
    def get(self, request: Request) -> Response:
        devices = self.patient.devices.filter(revoked_at=None)
        asking = {"asking": self.device.pk}
        return Response(serializers.Devices({"devices": devices}, context=asking).data)


class OwnDevice(ForPatient):
    """One of the patient's phones."""

    permission_classes = (IsPatient,)

    @operation("me_device_sign_out", "Sign a phone out", status=204)
    def delete(self, request: Request, id: UUID) -> Response:
        device = found(self.patient.devices.filter(revoked_at=None), id)
        sign_out(by=self.patient, at=timezone.now(), device=device)
        return Response(status=204)


def _profile(patient: Patient, at: datetime) -> dict[str, Any]:
    away = patient.next_away(patient.civil_date(at))
    told = None if away is None else {"from": away.first, "to": away.last}
    own = {name: getattr(patient, name) for name in ("id", "name", "language", "time_zone")}
    return serializers.Profile(own | {"away": told}).data


def _tell_away(patient: Patient, at: datetime, away: dict[str, date] | None) -> None:
    if away is None:
        say_home(by=patient, at=at, patient=patient)
    else:
        say_away(by=patient, at=at, patient=patient, first=away["from"], last=away["to"])


def _too_old(results: list[Result], now: datetime) -> Response:
    """Refuse an old app its pack; its entries were taken, so what became of each stands beside the problem."""
    told = problem(426, ADVICE, code="client-too-old")
    body = {**told, "results": [_result(result) for result in results], "server_time": now}
    return Response(body, status=426, content_type=MEDIA_TYPE)


def _date_lived(request: Request, now: datetime) -> date | None:
    """Tell which date it is where the phone is: the offset it wrote is lost once its instant is read."""
    sent_at = request.data.get("sent_at") if isinstance(request.data, dict) else None
    return None if sent_at is None else date_lived(sent_at, now)


def _result(result: Result) -> dict[str, Any]:
    problem = result.problem
    if problem is None:
        return {"id": result.id, "status": result.status, "problem": None}
    shape: dict[str, Any] = {
        "type": f"/problems/{problem.type}",
        "title": "This entry was not kept",
        "detail": problem.detail,
    }
    if problem.pointer:
        shape["errors"] = [{"pointer": problem.pointer, "detail": problem.detail}]
    return {"id": result.id, "status": result.status, "problem": shape}

"""The patient's side: every view serves the patient whose phone is asking, and nobody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from steadily.api.me import examples, serializers
from steadily.api.permissions import Anyone, IsPatient
from steadily.api.sign_in import ByDevice
from steadily.api.strict_json import SyncParser
from steadily.api.throttles import Activations
from steadily.library.texts import notice
from steadily.logbook.actions import Result, keep_entries
from steadily.logbook.diary import current
from steadily.people.actions import activate, sign_out, update_patient
from steadily.people.models import Device, Patient
from steadily.today.actions import look_again
from steadily.today.pack import render


class Activate(APIView):
    """Sign a phone in."""

    authentication_classes = ()
    permission_classes = (Anyone,)
    throttle_classes = (Activations,)

    @extend_schema(
        operation_id="activate",
        summary="Sign a phone in with a code from the clinic",
        request=serializers.ActivationIn,
        responses={201: serializers.ActivationOut},
        examples=examples.ACTIVATION,
        auth=[],
    )
    def post(self, request: Request) -> Response:
        asked = serializers.ActivationIn(data=request.data)
        asked.is_valid(raise_exception=True)
        signed_in = activate(**asked.validated_data, at=timezone.now())
        device = signed_in.device
        return Response(
            {
                "token": signed_in.token,
                "device": {"id": device.id, "name": device.name},
                "patient": {"id": device.patient.id, "name": device.patient.name},
                "notice": notice(device.patient.language),
            },
            status=201,
        )


class ForPatient(APIView):
    """A route of the patient's own."""

    authentication_classes = (ByDevice,)

    @property
    def device(self) -> Device:
        """The phone that is asking."""
        device: Any = self.request.user
        return device  # type: ignore[no-any-return]

    @property
    def patient(self) -> Patient:
        """Whose phone it is."""
        return self.device.patient


class Sync(ForPatient):
    """The only write path of the diary."""

    permission_classes = (IsPatient,)
    parser_classes = (SyncParser,)

    @extend_schema(
        operation_id="sync",
        summary="Send diary entries, get the current pack",
        request=serializers.SyncRequest,
        responses=serializers.SyncOut,
        examples=examples.SYNC,
    )
    def post(self, request: Request) -> Response:
        now = timezone.now()
        asked = serializers.SyncIn(data=request.data)
        asked.is_valid(raise_exception=True)
        sent = asked.validated_data
        results = keep_entries(by=self.device, at=now, sent_at=sent.get("sent_at"), raws=sent["entries"])
        if results:
            look_again(patient=self.patient, at=now)
        pack = render(self.patient, at=now)
        current_already = sent.get("pack_revision") == pack["revision"]
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

    @extend_schema(
        operation_id="me_pack",
        summary="The current pack",
        responses={200: serializers.Pack, 304: None},
        parameters=[OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER)],
        examples=examples.PACK,
    )
    def get(self, request: Request) -> Response | HttpResponse:
        pack = render(self.patient, at=timezone.now())
        tag = f'"{pack["revision"]}"'
        if request.headers.get("If-None-Match") == tag:
            return HttpResponse(status=304, headers={"ETag": tag})
        return Response(pack, headers={"ETag": tag})


class OwnDiary(ForPatient):
    """The patient's own entries."""

    permission_classes = (IsPatient,)

    @extend_schema(
        operation_id="me_diary",
        summary="Own diary entries, the newest correction of each",
        parameters=[serializers.Period],
        responses=serializers.Diary,
        examples=examples.DIARY,
    )
    def get(self, request: Request) -> Response:
        asked = serializers.Period(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        entries = current(self.patient, **asked.validated_data)
        return Response(serializers.Diary({"entries": entries}).data)


class Me(ForPatient):
    """The patient's own profile."""

    permission_classes = (IsPatient,)

    @extend_schema(operation_id="me", summary="Own profile", responses=serializers.Profile, examples=examples.PROFILE)
    def get(self, request: Request) -> Response:
        return Response(serializers.Profile(self.patient).data)

    @extend_schema(
        operation_id="me_update",
        summary="Change own preferences",
        request=serializers.Profile,
        responses=serializers.Profile,
        examples=examples.PROFILE,
    )
    def patch(self, request: Request) -> Response:
        asked = serializers.Profile(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        patient = update_patient(by=self.patient, at=timezone.now(), patient=self.patient, **asked.validated_data)
        return Response(serializers.Profile(patient).data)


class OwnDevices(ForPatient):
    """The patient's signed-in phones."""

    permission_classes = (IsPatient,)

    @extend_schema(
        operation_id="me_devices",
        summary="Phones signed in for me",
        responses=serializers.Devices,
        examples=examples.DEVICES,
    )
    def get(self, request: Request) -> Response:
        devices = list(self.patient.devices.filter(revoked_at=None))
        for device in devices:
            device.this_one = device.pk == self.device.pk  # type: ignore[attr-defined]
        return Response(serializers.Devices({"devices": devices}).data)


class OwnDevice(ForPatient):
    """One of the patient's phones."""

    permission_classes = (IsPatient,)

    @extend_schema(operation_id="me_device_sign_out", summary="Sign a phone out", request=None, responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        device = self.patient.devices.filter(pk=id, revoked_at=None).first()
        if device is None:
            raise Http404
        sign_out(by=self.patient, at=timezone.now(), device=device)
        return Response(status=204)


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

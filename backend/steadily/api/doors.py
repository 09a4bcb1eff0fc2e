"""The two doors: a patient's phone, and a clinic's staff. A view behind one sees only what its asker may see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404, QueryDict
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from steadily.api.sign_in import ByClinicToken, ByDevice, BySession
from steadily.people.models import Clinician, ClinicToken, Device, Patient

Row = TypeVar("Row", bound=Model)

VERBS = ["get", "head", "post", "patch", "delete"]
"""What a route may answer; OPTIONS would tell nothing that the schema doesn't."""


class ForPatient(APIView):
    """A route of the patient's own."""

    authentication_classes = (ByDevice,)
    http_method_names = VERBS

    @property
    def device(self) -> Device:
        """The phone that is asking."""
        device: Device = self.request.user  # type: ignore[assignment]  # ByDevice says who asks
        return device

    @property
    def patient(self) -> Patient:
        """Whose phone it is."""
        return self.device.patient


class ForClinic(APIView):
    """A route of the clinic's staff and its own system."""

    authentication_classes = (ByClinicToken, BySession)
    http_method_names = VERBS

    @property
    def staff(self) -> Clinician | ClinicToken:
        """Who is asking."""
        staff: Clinician | ClinicToken = self.request.user  # type: ignore[assignment]  # one of the two sign-ins
        return staff

    def patient_named(self, name: UUID) -> Patient:
        """Find a patient of the clinic; anybody else's is as missing as one that never was."""
        return found(Patient.objects.visible_to(self.staff), name)


def found(rows: QuerySet[Row], name: UUID) -> Row:
    """Find one row by its id. Raises Http404."""
    row = rows.filter(pk=name).first()
    if row is None:
        raise Http404
    return row


def sent(request: Request, shape: type[serializers.Serializer[Any]], *, partial: bool = False) -> dict[str, Any]:
    """Read the body in a shape. Raises ValidationError, naming each field."""
    if isinstance(request.data, QueryDict):
        _refuse_twice(request.data)
    return _valid(shape(data=request.data, partial=partial))


def asked(request: Request, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """Read the query in a shape. Raises ValidationError, naming each parameter."""
    _refuse_twice(request.query_params)
    return _valid(shape(data=request.query_params.dict()))


def _refuse_twice(told: QueryDict) -> None:
    """Refuse what stands twice in a query or form: the last would be taken, and the others dropped unseen."""
    twice = {name: ["Say this once."] for name, values in told.lists() if len(values) > 1}
    if twice:
        raise ValidationError(twice)


def _valid(serializer: serializers.Serializer[Any]) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    values: Mapping[str, Any] = serializer.validated_data
    return dict(values)

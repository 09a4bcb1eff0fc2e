"""Any other address under /api/."""

from __future__ import annotations

from typing import NoReturn

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from steadily.api.permissions import Anyone


@extend_schema(exclude=True)
class Missing(APIView):
    """Answer 404 to every verb."""

    authentication_classes = ()
    permission_classes = (Anyone,)
    throttle_classes = ()

    def initial(self, request: Request, *args: object, **kwargs: object) -> NoReturn:
        raise Http404

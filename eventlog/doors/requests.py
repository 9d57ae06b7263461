"""What a request to record a fact says beside its body: by whom, and what makes a repetition recognisable."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions, status
from rest_framework.request import Request

from eventlog.doors.problems import CONTENT_TYPE
from eventlog.doors.serializers import ProblemSerializer
from eventlog.facts import Meta

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="Any text unique to this fact, 1 to 100 characters. Repeating it repeats nothing.",
)
EXPECTED_VERSION = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description='The stream version the fact is based on, such as "3". Refused with 412 if stale.',
)
REFUSALS = {(code, CONTENT_TYPE): ProblemSerializer for code in (400, 401, 409, 412, 422)}


class KeyMissing(exceptions.APIException):
    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "idempotency_key_missing"
    default_detail = "Send an Idempotency-Key header of 1 to 100 characters with every fact."


class BadVersion(exceptions.APIException):
    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "if_match_not_a_version"
    default_detail = 'If-Match takes one stream version in quotes, such as "3".'


def meta_of(request: Request) -> Meta:
    key = request.headers.get("Idempotency-Key", "")
    if not 1 <= len(key) <= 100:
        raise KeyMissing
    return Meta(
        actor=request.user.get_username(),
        key=f"api:{request.user.pk}:{key}",
        expected_version=_version(request.headers.get("If-Match")),
    )


def _version(header: str | None) -> int | None:
    if header is None:
        return None
    text = header.strip().strip('"')
    if not text.isdigit():
        raise BadVersion
    return int(text)

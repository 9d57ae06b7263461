"""What belongs to no app: is the server well, and a token for a person who can log in."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import authenticate
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from drf_spectacular.utils import extend_schema
from knox.views import LoginView
from rest_framework import serializers
from rest_framework.authentication import BasicAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle

from eventlog.doors.problems import CONTENT_TYPE, body_of
from eventlog.models import Check
from eventlog.standings import Standing, checks, standings


def healthz(request: HttpRequest) -> JsonResponse:
    """For load balancers, without a login: 200 while the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database unreachable"}, status=503)
    return JsonResponse({"status": "ok"})


def healthz_followers(request: HttpRequest) -> JsonResponse:
    """For monitors, without a login: 200 while every follower keeps up and the last night found
    nothing, else 503. Says where, never what: problems may quote facts."""
    try:
        following, nightly = standings(now=datetime.now(UTC)), checks()
    except DatabaseError:
        return JsonResponse({"status": "database unreachable"}, status=503)
    well = all(each.is_well for each in following) and all(check.ok for check in nightly)
    body = {
        "status": "ok" if well else "not well",
        "followers": [_figures(standing) for standing in following],
        "checks": [_result(check) for check in nightly],
    }
    return JsonResponse(body, status=200 if well else 503)


def _figures(standing: Standing) -> dict[str, Any]:
    return {
        "name": standing.name,
        "position": standing.position,
        "tail": standing.tail,
        "lag_events": standing.lag_events,
        "lag_seconds": round(standing.lag_seconds, 1),
        "stopped_at": standing.stopped_at,
    }


def _result(check: Check) -> dict[str, Any]:
    return {"name": check.name, "ok": check.ok, "checked_at": check.checked_at}


def unknown_address(request: HttpRequest, address: str) -> JsonResponse:
    """A problem detail, as for every other error of the REST API."""
    body = body_of(404, "not_found", f"There is nothing at {request.path}.")
    return JsonResponse(body, status=404, content_type=CONTENT_TYPE)


class Credentials(serializers.Serializer[Any]):
    username = serializers.CharField()
    password = serializers.CharField(trim_whitespace=False, style={"input_type": "password"})


class IssuedToken(serializers.Serializer[Any]):
    token = serializers.CharField()
    expiry = serializers.DateTimeField()


class IssueToken(LoginView):
    """A token for the REST API, for a name and a password by Basic authentication or as JSON.

    The token is shown this once. Send it as `Authorization: Token ...`.
    """

    authentication_classes = (BasicAuthentication,)
    permission_classes = (AllowAny,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "token"

    @extend_schema(request=Credentials, responses={200: IssuedToken})
    def post(self, request: Request, format: str | None = None) -> Response:
        if not request.user.is_authenticated:
            given = Credentials(data=request.data)
            given.is_valid(raise_exception=True)
            user = authenticate(request, **given.validated_data)
            if user is None:
                raise AuthenticationFailed("No such name and password.")
            request.user = user
        return super().post(request, format)

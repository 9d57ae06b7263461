"""Every error of the REST API as a problem detail (RFC 9457): type, title, status, detail, code."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from eventlog.errors import Refusal

CONTENT_TYPE = "application/problem+json"


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's EXCEPTION_HANDLER. None leaves what is no refusal to become a 500."""
    if isinstance(error, Refusal):
        return _refused(error)
    response = exception_handler(error, context)
    if response is None:
        return None
    body = body_of(response.status_code, _code(error), _detail(response.data))
    if isinstance(error, exceptions.ValidationError):
        body |= {"detail": "Some fields are not as they should be.", "errors": list(flat(error))}
    response.data = body
    response.content_type = CONTENT_TYPE
    return response


def body_of(status: int, code: str, detail: str) -> dict[str, Any]:
    """The members every problem has. code is stable; type is a relative address made from it."""
    return {
        "type": f"/problems/{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }


def _refused(refusal: Refusal) -> Response:
    body = body_of(refusal.status, refusal.code, str(refusal))
    if refusal.field:
        error = {"pointer": f"/{refusal.field}", "code": refusal.code, "detail": str(refusal)}
        body["errors"] = [error]
    if problems := refusal.details.get("problems"):
        body["errors"] = list(problems)
    return Response(body, status=refusal.status, content_type=CONTENT_TYPE)


def _code(error: Exception) -> str:
    if isinstance(error, exceptions.ValidationError):
        return "invalid"
    detail = getattr(error, "detail", None)
    return str(getattr(detail, "code", None) or getattr(error, "default_code", "not_found"))


def _detail(data: Any) -> str:
    return str(data.get("detail", "")) if isinstance(data, dict) else ""


def flat(error: exceptions.ValidationError) -> Iterator[dict[str, str]]:
    yield from _walk(error.get_full_details(), "")


def _walk(details: Any, pointer: str) -> Iterator[dict[str, str]]:
    if isinstance(details, dict) and {"message", "code"} == set(details):
        yield {"pointer": pointer, "code": str(details["code"]), "detail": str(details["message"])}
    elif isinstance(details, dict):
        for name, inner in details.items():
            yield from _walk(inner, f"{pointer}/{name}")
    else:
        for index, inner in enumerate(details):
            leaf = isinstance(inner, dict) and {"message", "code"} == set(inner)
            yield from _walk(inner, pointer if leaf else f"{pointer}/{index}")

"""What every request meets before a view sees it."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from eventlog.doors.problems import CONTENT_TYPE, body_of

Next = Callable[[HttpRequest], HttpResponse]


def refuse_large_bodies(answer: Next) -> Next:
    """Refuse a body by its announced length, before a byte of it is read.

    A file may be larger than a form: MAX_UPLOAD_BYTES for multipart, MAX_BODY_BYTES for the rest.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        is_upload = (request.content_type or "").startswith("multipart/")
        limit = settings.MAX_UPLOAD_BYTES if is_upload else settings.MAX_BODY_BYTES
        if int(request.headers.get("Content-Length") or 0) > limit:
            return _too_large(limit)
        return answer(request)

    return middleware


def _too_large(limit: int) -> JsonResponse:
    body = body_of(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "body_too_large",
        f"The body is larger than the {limit // 1_000_000} MB that are taken here.",
    )
    return JsonResponse(body, status=body["status"], content_type=CONTENT_TYPE)

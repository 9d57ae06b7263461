"""What the OpenAPI schema says of every door beside what it can see: files, and examples."""

import re
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from eventlog.doors.examples import SOME_ID, refusals_of
from eventlog.doors.lists.downloads import CSV, XLSX, FileAsked, OffersFiles
from eventlog.doors.problems import CONTENT_TYPE, body_of

JSON = "application/json"
RECORDED = {
    "stream": SOME_ID,
    "version": 3,
    "position": 1204,
    "recorded_at": "2026-04-07T14:03:22.518204Z",
    "replayed": False,
    "rows": [{"model": "supply.order", "id": SOME_ID}],
}
FILE_RECORDED = {
    "dry_run": False,
    "rows": 12,
    "separator": "comma",
    "first_position": 1205,
    "last_position": 1216,
    "replayed": False,
}
NOT_LOGGED_IN = body_of(401, "not_authenticated", "Authentication credentials were not provided.")
STALE = body_of(
    412,
    "version_conflict",
    "The stream is at version 4, not 3: someone recorded a fact meanwhile.",
)
REUSED = body_of(
    422,
    "idempotency_key_reused",
    "This idempotency key was already used for another request.",
)


class DoorSchema(AutoSchema):
    """Lists come as files too; actions that record facts have examples made from released payloads."""

    def get_response_serializers(self) -> Any:
        answers = super().get_response_serializers()
        if not self._is_list_of_files() or isinstance(answers, dict):
            return answers
        return {
            (200, JSON): answers,
            (200, CSV): OpenApiTypes.STR,
            (200, XLSX): OpenApiTypes.BINARY,
        }

    def get_override_parameters(self) -> list[Any]:
        """Which of the formats, by the query: a spreadsheet's own link cannot send headers."""
        given = list(super().get_override_parameters())
        if not self._is_list_of_files():
            return given
        said = "csv and xlsx give all rows that the filters leave, not one page."
        kinds = ["json", "csv", "xlsx"]
        return [*given, OpenApiParameter("format", str, enum=kinds, description=said), FileAsked]

    def get_examples(self) -> list[OpenApiExample]:
        example = getattr(self._action(), "example", None)
        if example is None:
            return []
        body = dict(example())
        kind = self.map_parsers()[0]
        asked = [OpenApiExample("Example", body, request_only=True, media_type=kind)]
        recorded = FILE_RECORDED if "dry_run" in body else RECORDED
        return [*asked, _answered("Recorded", recorded, 201), *self._refusals(body)]

    def _refusals(self, body: dict[str, Any]) -> list[OpenApiExample]:
        name = next(iter(body), "reason")
        missing = {"pointer": f"/{name}", "code": "required", "detail": "This field is required."}
        wrong = body_of(400, "invalid", "Some fields are not as they should be.")
        refused = {**wrong, "errors": [missing]}
        shown = {400: refused, 401: NOT_LOGGED_IN, 412: STALE}
        if "dry_run" in body:
            shown = {**shown, 200: {**FILE_RECORDED, **_DRY}, 422: FILE_REFUSED}
        else:
            shown = {**shown, 422: REUSED, **_own_refusals(self._action())}
        return [
            _answered("Refused" if code > 299 else "Dry run", v, code) for code, v in shown.items()
        ]

    def _is_list_of_files(self) -> bool:
        return isinstance(self.view, OffersFiles) and self.view.answers_a_list()

    def _action(self) -> Any:
        return getattr(self.view, getattr(self.view, "action", None) or "", None)


_DRY = {"dry_run": True, "first_position": None, "last_position": None}
FILE_REFUSED = {
    **body_of(422, "file_refused", "Nothing is recorded. Errors in the file: 1."),
    "errors": [
        {
            "pointer": "/rows/3/on",
            "row": 3,
            "line": 4,
            "column": "on",
            "code": "invalid",
            "detail": "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.",
        }
    ],
}


def _own_refusals(recording: Any) -> dict[int, dict[str, Any]]:
    """One problem of each status that the action's command itself raises."""
    command = getattr(recording, "command", None)
    found: dict[int, dict[str, Any]] = {}
    for refusal in refusals_of(command) if command else ():
        detail = re.sub(r"{\w+[^}]*}", "…", refusal.says)
        body = body_of(refusal.status, refusal.code, detail)
        if refusal.field:
            error = {"pointer": f"/{refusal.field}", "code": refusal.code, "detail": detail}
            body["errors"] = [error]
        found.setdefault(refusal.status, body)
    return found


def _answered(title: str, value: dict[str, Any], status: int) -> OpenApiExample:
    kind = JSON if status < 300 else CONTENT_TYPE
    return OpenApiExample(
        title, value, response_only=True, status_codes=[str(status)], media_type=kind
    )

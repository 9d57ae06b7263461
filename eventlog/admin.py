"""A read-only browser of the log, and of who follows it."""

from datetime import UTC, datetime
from typing import Any, ClassVar

import msgspec
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.admin import ModelAdmin
from unfold.decorators import action, display

from eventlog import corrections, cursors
from eventlog.amendments import AMENDMENTS, Retracted
from eventlog.doors.admin import ReadModelAdmin
from eventlog.events import event_types, is_amendable, name_of
from eventlog.followers import registry
from eventlog.log import fact_of
from eventlog.models import Check, Cursor, StoredEvent
from eventlog.standings import Standing, standings


class LookingOnly(ModelAdmin):
    """Nothing here is added, edited or deleted by hand."""

    list_fullwidth = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(StoredEvent)
class StoredEventAdmin(ReadModelAdmin):
    """Every fact in order. One that should never have been recorded can be taken back."""

    commands = (corrections.retract,)
    list_display = ("position", "type", "occurred_at", "recorded_at", "actor", "stream", "version")
    list_filter = ("type",)
    search_fields = ("=stream", "type", "payload")
    search_help_text = "Stream, type, or any text of the payload"
    ordering = ("-position",)
    show_full_result_count = False
    fields = (
        "position",
        "type",
        "schema",
        "said",
        "amended",
        "occurred_at",
        "recorded_at",
        "told",
        "stream",
        "version",
        "key",
        "digest",
    )

    class Media:
        css: ClassVar = {"all": ["eventlog/log.css"]}

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Only what may be taken back, and was not, is offered to be."""
        offered: list[Any] = super().get_actions_detail(request, object_id)
        return offered if _is_retractable(object_id) else []

    @admin.display(description="Actor")
    def actor(self, event: StoredEvent) -> str:
        return str(msgspec.json.decode(event.metadata).get("actor", ""))

    @admin.display(description="Payload")
    def said(self, event: StoredEvent) -> str:
        """The payload with line breaks; what was hashed is the same without them."""
        text = msgspec.json.format(event.payload, indent=2)
        return _wrapped(text)

    @admin.display(description="Taken back or corrected", empty_value="no")
    def amended(self, event: StoredEvent) -> str:
        """By which later facts of its stream, as a person follows them."""
        later = StoredEvent.objects.filter(
            stream=event.stream, position__gt=event.position, type__in=AMENDMENTS
        )
        about = [fact_of(row) for row in later]
        return "; ".join(
            f"at position {fact.position}: {fact.event.reason}"
            for fact in about
            if fact.event.position == event.position
        )

    @admin.display(description="Metadata")
    def told(self, event: StoredEvent) -> str:
        return _wrapped(event.metadata)

    @admin.display(description="Hash")
    def digest(self, event: StoredEvent) -> str:
        return _wrapped(bytes(event.hash).hex())


@admin.register(Cursor)
class CursorAdmin(LookingOnly):
    """How far each follower is. One that stopped waits for a person to let it go on."""

    list_display = ("name", "position", "lag", "state", "problem", "updated_at")
    fields = ("name", "position", "stopped_at", "problem", "updated_at")
    actions = ("go_on",)

    @display(description="Behind")
    def lag(self, cursor: Cursor) -> str:
        standing = _standing(cursor)
        if standing is None or not standing.lag_events:
            return "-"
        return f"{standing.lag_events} facts, {standing.lag_seconds:.0f} s"

    @display(description="State", label={"stopped": "danger", "running": "success"})
    def state(self, cursor: Cursor) -> str:
        if cursor.name not in registry:
            return "retired"
        return "running" if cursor.stopped_at is None else "stopped"

    @action(description="Go on where it stopped", permissions=["go_on"])
    def go_on(self, request: HttpRequest, queryset: QuerySet[Cursor]) -> None:
        stopped = [
            cursor for cursor in queryset.exclude(stopped_at=None) if cursor.name in registry
        ]
        for cursor in stopped:
            cursors.resume(cursor.name)
            registry[cursor.name].nudge()
            self.log_change(request, cursor, f"Told to go on; it stopped at {cursor.stopped_at}.")
        self.message_user(request, f"{len(stopped)} told to go on.", messages.SUCCESS)

    def has_go_on_permission(self, request: HttpRequest) -> bool:
        """Looking is not enough: what it does next may reach somebody."""
        return request.user.has_perm("eventlog.change_cursor")


@admin.register(Check)
class CheckAdmin(LookingOnly):
    """What the last night found. Deleted, a check begins anew: as after an older backup was restored."""

    list_display = ("name", "checked_at", "well", "position", "report")
    fields = ("name", "checked_at", "ok", "position", "report")

    @display(description="Result", label={"failed": "danger", "well": "success"})
    def well(self, check: Check) -> str:
        return "well" if check.ok else "failed"

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("eventlog.delete_check")


def _is_retractable(position: Any) -> bool:
    row = StoredEvent.objects.filter(pk=position).first()
    if row is None or row.type not in event_types() or not is_amendable(row.type):
        return False
    later = StoredEvent.objects.filter(
        stream=row.stream, position__gt=row.position, type=name_of(Retracted)
    )
    return all(fact_of(each).event.position != row.position for each in later)


def _standing(cursor: Cursor) -> Standing | None:
    of_all = standings(now=datetime.now(UTC))
    return next((standing for standing in of_all if standing.name == cursor.name), None)


def _wrapped(text: str) -> str:
    return format_html('<pre class="eventlog-text">{}</pre>', text)

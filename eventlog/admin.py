"""A read-only browser of the log."""

from typing import Any, ClassVar

import msgspec
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html
from unfold.admin import ModelAdmin

from eventlog.doors.admin import stream_address
from eventlog.models import StoredEvent


@admin.register(StoredEvent)
class StoredEventAdmin(ModelAdmin):
    """Every fact in order. Looking is all there is."""

    list_display = ("position", "type", "occurred_at", "recorded_at", "actor", "stream", "version")
    list_filter = ("type",)
    list_fullwidth = True
    list_per_page = 50
    search_fields = ("=stream", "type", "payload")
    search_help_text = "Stream, type, or any text of the payload"
    ordering = ("-position",)
    show_full_result_count = False
    fields = (
        "position",
        "type",
        "schema",
        "said",
        "occurred_at",
        "recorded_at",
        "metadata",
        "stream",
        "version",
        "key",
        "digest",
    )

    class Media:
        css: ClassVar = {"all": ["eventlog/log.css"]}

    @admin.display(description="Actor")
    def actor(self, event: StoredEvent) -> str:
        return str(msgspec.json.decode(event.metadata).get("actor", ""))

    @admin.display(description="Payload")
    def said(self, event: StoredEvent) -> str:
        """The payload with line breaks; what was hashed is the same without them."""
        text = msgspec.json.format(event.payload, indent=2)
        return _wrapped(text)

    @admin.display(description="Hash")
    def digest(self, event: StoredEvent) -> str:
        return _wrapped(bytes(event.hash).hex())

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What came before and after in the same stream."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(stream_address(get_object_or_404(StoredEvent, pk=object_id)))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


def _wrapped(text: str) -> str:
    return format_html('<pre class="eventlog-text">{}</pre>', text)

"""A read-only browser of the log."""

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from eventlog.models import StoredEvent


@admin.register(StoredEvent)
class StoredEventAdmin(ModelAdmin):
    """Every fact in order. Looking is all there is."""

    list_display = ("position", "type", "occurred_at", "recorded_at", "stream", "version")
    list_filter = ("type",)
    search_fields = ("=stream", "type", "payload")
    ordering = ("-position",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

"""The admin door of tracking."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from eventlog.doors.admin import ReadModelAdmin, ReferenceAdmin
from supply import models
from supply.tracking.queries import promise_revisions


@admin.register(models.Package)
class PackageAdmin(ReferenceAdmin):
    list_display = ("code", "name", "receive_days", "buffer_days")
    search_fields = ("code", "name")


@admin.register(models.LeadTimeRange)
class LeadTimeRangeAdmin(ReferenceAdmin):
    list_display = ("package", "as_of", "low_weeks", "likely_weeks", "high_weeks", "source")
    list_filter = ("package", "as_of")
    list_select_related = ("package",)
    search_fields = ("package__code", "package__name", "source")


@admin.register(models.OrderStage)
class OrderStageAdmin(ReadModelAdmin):
    list_display = (
        "number",
        "site",
        "package",
        "supplier",
        "stage",
        "promised_on",
        "forecast_on",
        "actual_on",
        "late",
    )
    list_filter = ("site", "stage", "order__supplier", "order__package")
    list_select_related = ("order__supplier", "site")
    search_fields = ("order__number", "order__description")

    @admin.display(description="Order", ordering="order__number")
    def number(self, row: models.OrderStage) -> str:
        return row.order.number

    @admin.display(description="Package", ordering="order__package")
    def package(self, row: models.OrderStage) -> str:
        return row.order.package

    @admin.display(description="Supplier", ordering="order__supplier")
    def supplier(self, row: models.OrderStage) -> models.Supplier:
        return row.order.supplier

    @admin.display(description="Days late", empty_value="-")
    def late(self, row: models.OrderStage) -> int | None:
        return row.days_late


@admin.register(models.PromiseRevision)
class PromiseRevisionAdmin(ReadModelAdmin):
    list_display = ("number", "site", "package", "supplier", "was", "now", "moved", "cause", "on")
    list_filter = ("site", "cause", "order__supplier", "order__package")
    search_fields = ("order__number", "order__description")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return promise_revisions()

    @admin.display(description="Order", ordering="order__number")
    def number(self, row: models.PromiseRevision) -> str:
        return row.order.number

    @admin.display(description="Package", ordering="order__package")
    def package(self, row: models.PromiseRevision) -> str:
        return row.order.package

    @admin.display(description="Supplier", ordering="order__supplier")
    def supplier(self, row: models.PromiseRevision) -> models.Supplier:
        return row.order.supplier

    @admin.display(description="Was", ordering="was")
    def was(self, row: Any) -> date:
        return row.was

    @admin.display(description="Now", ordering="promised_on")
    def now(self, row: models.PromiseRevision) -> date:
        return row.promised_on

    @admin.display(description="Moved, days")
    def moved(self, row: Any) -> str:
        return f"{(row.promised_on - row.was).days:+d}"

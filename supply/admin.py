"""The admin door of supply."""

from django.contrib import admin

from eventlog.doors.admin import ReadModelAdmin, ReferenceAdmin
from supply import commands, models


@admin.register(models.Supplier)
class SupplierAdmin(ReferenceAdmin):
    list_display = ("code", "name", "country")
    search_fields = ("code", "name")


@admin.register(models.Order)
class OrderAdmin(ReadModelAdmin):
    list_display = (
        "number",
        "site",
        "package",
        "lot",
        "supplier",
        "stage",
        "promised_on",
        "days_moved",
        "delivered_on",
    )
    list_filter = ("site", "package", "supplier", "stage")
    list_select_related = ("supplier", "site")
    search_fields = ("number", "description")
    commands = (
        commands.place_order,
        commands.move_promise,
        commands.complete_stage,
        commands.record_delivery,
    )


@admin.register(models.Incident)
class IncidentAdmin(ReadModelAdmin):
    list_display = (
        "reference",
        "title",
        "code",
        "scope",
        "site",
        "supplier",
        "probability",
        "likely_days",
        "reported_on",
        "resolved_on",
    )
    list_filter = ("site", "supplier", "code", "scope")
    list_select_related = ("supplier", "site")
    search_fields = ("reference", "title")
    commands = (commands.report_incident, commands.reassess_incident, commands.resolve_incident)

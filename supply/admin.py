"""The admin door of supply."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.decorators import action

from eventlog.doors.admin import ReadModelAdmin, ReferenceAdmin
from supply import commands, models
from supply.mitigation import admin_pages as mitigation_pages
from supply.mitigation.commands import plan_mitigation
from supply.tracking import admin_pages as tracking_pages
from supply.tracking.commands import forecast_stage, promise_stage
from supply.tracking.observed import ENOUGH
from supply.tracking.pages import drift_words, incident_tables, observed_table
from supply.tracking.queries import drifts

__all__ = ("mitigation_pages", "tracking_pages")


@admin.register(models.Supplier)
class SupplierAdmin(ReferenceAdmin):
    list_display = ("code", "name", "country", "drift")
    list_filter = ("country",)
    search_fields = ("code", "name")
    readonly_fields = ("drift",)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The drift of all suppliers of a page is asked for at once."""
        found = super().get_changelist_instance(request)
        codes = [supplier.pk for supplier in found.result_list]
        of_page = models.Supplier.objects.filter(pk__in=codes)
        known = {each.supplier: each for each in drifts(of_page, on=datetime.now(UTC).date())}
        for supplier in found.result_list:
            supplier.drift = known.get(supplier.pk)
        return found

    @admin.display(description="Drift of promises, calendar days")
    def drift(self, supplier: Any) -> str:
        """Known already in the list; asked for on the page of one."""
        if not hasattr(supplier, "drift"):
            one = models.Supplier.objects.filter(pk=supplier.pk)
            supplier.drift = next(iter(drifts(one, on=datetime.now(UTC).date())), None)
        return drift_words(supplier.drift)


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
        "forecast_on",
        "delivered_on",
    )
    list_filter = ("site", "package", "supplier", "stage", "promised_on")
    list_select_related = ("supplier", "site")
    search_fields = ("number", "description")
    commands = (
        commands.place_order,
        commands.move_promise,
        promise_stage,
        forecast_stage,
        commands.complete_stage,
        commands.record_delivery,
    )


@admin.register(models.Incident)
class IncidentAdmin(ReadModelAdmin):
    """The page of an incident says which orders and sites it touches, and what is done against it."""

    change_form_template = "supply/incident.html"
    list_display = (
        "reference",
        "title",
        "code",
        "where",
        "does",
        "probability",
        "likely_days",
        "reported_on",
        "resolved_on",
    )
    list_filter = ("site", "supplier", "region", "code", "scope", "effect", "excusable")
    search_fields = ("reference", "title")
    commands = (
        commands.report_incident,
        commands.reassess_incident,
        plan_mitigation,
        commands.resolve_incident,
    )
    actions_list = ("observed_delays",)

    @admin.display(description="Where", ordering="site")
    def where(self, row: models.Incident) -> str:
        """Site, supplier or region by code, and what of it."""
        part = row.order or row.package or row.activity or row.craft
        return " ".join(filter(None, (row.site_id or row.supplier_id or row.region, part)))

    @admin.display(description="Effect", ordering="effect")
    def does(self, row: models.Incident) -> str:
        return f"{row.effect} {row.effect_stage}".replace("_", " ").strip()

    def page_of(self, request: HttpRequest, row: models.Incident) -> dict[str, Any]:
        return {"page": incident_tables(row)}

    @action(description="Observed delays", url_path="observed-delays", permissions=["view"])
    def observed_delays(self, request: HttpRequest) -> HttpResponse:
        """What incidents of each kind took in the end, beside what was expected of them."""
        context = {
            **self.admin_site.each_context(request),
            "title": "Observed delays",
            "opts": self.model._meta,
            "table": observed_table(),
            "enough": ENOUGH,
        }
        return TemplateResponse(request, "supply/observed_delays.html", context)

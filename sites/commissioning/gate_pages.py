"""The admin pages of gates, and the commissioning matrix of a site."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import action, display

from eventlog.doors.admin import ReadModelAdmin
from sites.commissioning import gate_commands
from sites.commissioning.gates import Gate, Item, State
from sites.commissioning.matrix import matrix_of
from sites.commissioning.models import HallGate
from sites.commissioning.queries import standing_of
from sites.models import Site


@admin.register(HallGate)
class HallGateAdmin(ReadModelAdmin):
    list_display = ("site", "hall", "title", "stands", "missing", "passed_on", "passed_by")
    list_display_links = ("title",)
    list_filter = ("site", "hall", "gate", "passed_on")
    search_fields = ("hall", "passed_by")
    fields = (
        "site",
        "hall",
        "title",
        "stands",
        "missing",
        "sign_offs",
        "waived_items",
        "passed_on",
        "passed_by",
        "passed_at",
    )
    readonly_fields = ("title", "stands", "missing", "sign_offs", "waived_items")
    commands = (
        gate_commands.pass_gate,
        gate_commands.sign_off_gate,
        gate_commands.waive_gate_item,
    )
    actions_list = ("commissioning_matrix",)

    @display(description="Gate", ordering="gate")
    def title(self, row: HallGate) -> str:
        return Gate(row.gate).label

    @display(
        description="State",
        label={
            State.NOT_READY.words: "danger",
            State.READY.words: "info",
            State.PASSED.words: "success",
            State.PASSED_WITH_WAIVERS.words: "warning",
        },
    )
    def stands(self, row: HallGate) -> str:
        return standing_of(row).state.words

    @display(description="Missing")
    def missing(self, row: HallGate) -> SafeString | str:
        lines = [(each.words,) for each in standing_of(row).missing]
        if not lines:
            return "-"
        summary = "1 thing" if len(lines) == 1 else f"{len(lines)} things"
        inner = format_html_join("", "<div>{}</div>", lines)
        return format_html("<details><summary>{}</summary>{}</details>", summary, inner)

    @display(description="Signed off")
    def sign_offs(self, row: HallGate) -> SafeString | str:
        lines = (
            (Item(each["item"]).label, each["evidence"], each["by"], each["on"])
            for each in row.signed
        )
        return format_html_join("", "<div>{}: {} ({}, {})</div>", lines) or "-"

    @display(description="Waived")
    def waived_items(self, row: HallGate) -> SafeString | str:
        lines = (
            (Item(each["item"]).label, each["waived_by"], each["reason"], each["on"])
            for each in row.waivers
        )
        return format_html_join("", "<div>{} by {}: {} ({})</div>", lines) or "-"

    @action(
        description="Commissioning matrix", url_path="commissioning-matrix", permissions=["view"]
    )
    def commissioning_matrix(self, request: HttpRequest) -> HttpResponse:
        """Systems by level, gates with what they lack, and yields of one site."""
        return show_matrix(self, request)


def show_matrix(view: ReadModelAdmin, request: HttpRequest) -> HttpResponse:
    """The site asked for, the first one if none was."""
    code = request.GET.get("site", "")
    site = get_object_or_404(Site, pk=code) if code else Site.objects.first()
    context: dict[str, Any] = {
        **view.admin_site.each_context(request),
        "title": f"Commissioning of {site.name}" if site else "Commissioning",
        "opts": view.model._meta,
        "matrix": matrix_of(site) if site else None,
    }
    return TemplateResponse(request, "sites/commissioning_matrix.html", context)

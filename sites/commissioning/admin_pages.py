"""The admin pages of tests, deficiencies and the acceptance records of halls."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import display

from eventlog.doors.admin import ReadModelAdmin
from sites import commands as of_site
from sites.commissioning import commands, hall_commands
from sites.commissioning.api import file_of
from sites.commissioning.models import AcceptanceRecord
from sites.commissioning.records import RecordKind
from sites.commissioning.serializers import days_open, overdue, today
from sites.models import CommissioningTest, Deficiency, System

LABELS = {
    "open": "danger",
    "assigned": "warning",
    "fixed": "info",
    "verified": "info",
    "closed": "success",
    "waived": "success",
}

_DOWNLOAD = (
    '<div><a class="text-primary-600 underline dark:text-primary-500" href="{}">'
    "{}</a> SHA-256 {}</div>"
)


def _breakable(digest: str) -> SafeString:
    """A digest that a narrow screen may break."""
    parts = ((digest[at : at + 16],) for at in range(0, len(digest), 16))
    return format_html_join("", "{}<wbr>", parts)


def _readings(row: CommissioningTest | AcceptanceRecord) -> SafeString | str:
    """One a line; what is out of tolerance says so."""
    lines = (
        (each["words"], "" if each["within"] else " - out of tolerance") for each in row.readings
    )
    return format_html_join("", "<div>{}{}</div>", lines) or "-"


@admin.register(CommissioningTest)
class CommissioningTestAdmin(ReadModelAdmin):
    list_display = (
        "procedure",
        "system",
        "site",
        "level",
        "attempt",
        "outcome",
        "witness",
        "measured",
        "file_count",
        "on",
    )
    list_filter = ("site", "level", "outcome", "on")
    search_fields = ("procedure", "witness", "tag", "=system_id")
    fields = (
        "system",
        "site",
        "level",
        "procedure",
        "attempt",
        "outcome",
        "witness",
        "on",
        "measured",
        "again_because",
        "downloads",
    )
    readonly_fields = ("system", "measured", "downloads")
    commands = (commands.attach_test_file,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return _with_tag(super().get_queryset(request))

    @display(description="System", ordering="tag")
    def system(self, test: Any) -> str:
        return str(test.tag)

    @display(description="Readings")
    def measured(self, test: CommissioningTest) -> SafeString | str:
        return _readings(test)

    @display(description="Files")
    def file_count(self, test: CommissioningTest) -> int:
        return len(test.files)

    @display(description="Files")
    def downloads(self, test: CommissioningTest) -> SafeString | str:
        """Each with its SHA-256, by which its bytes are kept."""
        lines = (
            (self._address(test, each["sha256"]), each["name"], _breakable(each["sha256"]))
            for each in test.files
        )
        return format_html_join("", _DOWNLOAD, lines) or "-"

    def _address(self, test: CommissioningTest, sha256: str) -> str:
        return reverse("admin:sites_commissioningtest_file", args=[test.pk, sha256])

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.download)
        name = "sites_commissioningtest_file"
        return [path("<uuid:test>/file/<str:sha256>/", view, name=name), *super().get_urls()]

    def download(self, request: HttpRequest, test: UUID, sha256: str) -> HttpResponse:
        row = self.get_object(request, str(test))
        return file_of(get_object_or_404(self.get_queryset(request), pk=row.pk), sha256)


@admin.register(Deficiency)
class DeficiencyAdmin(ReadModelAdmin):
    list_display = (
        "reference",
        "system",
        "site",
        "priority",
        "stage",
        "days",
        "late",
        "assignee",
        "description",
        "raised_on",
    )
    list_filter = ("site", "priority", "state", "level", "raised_on")
    search_fields = ("reference", "description", "assignee", "tag", "=system_id")
    fields = (
        "reference",
        "system",
        "site",
        "priority",
        "level",
        "description",
        "state",
        "since",
        "assignee",
        "fixed_by",
        "rejections",
        "verified_by",
        "waived_by",
        "resolution",
        "raised_on",
        "closed_on",
        "waived_on",
        "days",
        "late",
    )
    readonly_fields = ("system", "days", "late")
    commands = (
        commands.assign_deficiency,
        commands.fix_deficiency,
        commands.verify_deficiency,
        commands.reject_deficiency_fix,
        commands.waive_deficiency,
        commands.prioritise_deficiency,
        of_site.close_deficiency,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return _with_tag(super().get_queryset(request))

    @display(description="System", ordering="tag")
    def system(self, row: Any) -> str:
        return str(row.tag)

    @display(description="State", ordering="state", label=LABELS)
    def stage(self, row: Deficiency) -> str:
        return row.state

    @display(description="Days open")
    def days(self, row: Deficiency) -> int:
        return days_open(row, today())

    @display(description="Overdue")
    def late(self, row: Deficiency) -> str:
        return "overdue" if overdue(row, today()) else "-"


@admin.register(AcceptanceRecord)
class AcceptanceRecordAdmin(ReadModelAdmin):
    list_display = ("what", "number", "site", "hall", "subject", "verdict", "judged", "by", "on")
    list_filter = ("site", "hall", "kind", "accepted", "on")
    search_fields = ("subject", "by", "sample_point")
    exclude = ("readings",)
    readonly_fields = ("measured",)
    commands = (
        hall_commands.record_flush,
        hall_commands.record_water_sample,
        hall_commands.record_burn_in,
        hall_commands.record_cluster_test,
    )

    @display(description="Record", ordering="kind")
    def what(self, row: AcceptanceRecord) -> str:
        return RecordKind(row.kind).words

    @display(
        description="Verdict",
        ordering="accepted",
        label={"accepted": "success", "not accepted": "danger"},
    )
    def verdict(self, row: AcceptanceRecord) -> str:
        return "accepted" if row.accepted else "not accepted"

    @display(description="Readings")
    def judged(self, row: AcceptanceRecord) -> str:
        """What is not within limits; all of it is on the record's page."""
        outside = "; ".join(each["words"] for each in row.readings if not each["within"])
        return outside or f"{len(row.readings)} within limits"

    @display(description="Readings")
    def measured(self, row: AcceptanceRecord) -> SafeString | str:
        return _readings(row)


def _with_tag(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With the tag of each row's system."""
    of_row = System.objects.filter(pk=OuterRef("system_id"))
    return rows.annotate(tag=Subquery(of_row.values("tag")[:1]))

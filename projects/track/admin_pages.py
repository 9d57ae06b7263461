"""The admin pages of scores: the list, and the track record."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.decorators import action, display

from eventlog.doors.admin import ReadModelAdmin
from projects.track.models import ForecastScore
from projects.track.pages import track_page


@admin.register(ForecastScore)
class ForecastScoreAdmin(ReadModelAdmin):
    list_display = (
        "project",
        "tranche",
        "data_date",
        "lead_days",
        "reached_on",
        "p80",
        "pit",
        "chance",
        "start",
        "brier",
        "bias_days",
    )
    list_filter = ("project", "tranche", "milestone", "missed", "p80_held")
    search_fields = ("project", "tranche", "milestone")
    ordering = ("-reached_on", "-as_of")
    date_hierarchy = "reached_on"
    actions_list = ("track_record",)

    @display(description="P80", ordering="p80_held", label={"held": "success", "passed": "danger"})
    def p80(self, score: ForecastScore) -> str:
        return "held" if score.p80_held else "passed"

    @display(
        description="Contract start",
        ordering="missed",
        label={"kept": "success", "missed": "danger"},
    )
    def start(self, score: ForecastScore) -> str:
        return "missed" if score.missed else "kept"

    @admin.display(description="Chance of missing", ordering="chance_of_missing")
    def chance(self, score: ForecastScore) -> str:
        return f"{score.chance_of_missing:.0%}"

    @action(description="Track record", url_path="track-record", permissions=["view"])
    def track_record(self, request: HttpRequest) -> HttpResponse:
        """How forecasts fared, by lead time, beside the two naive ones."""
        context = {
            **self.admin_site.each_context(request),
            "title": "Track record",
            "opts": self.model._meta,
            "page": track_page(project=request.GET.get("project", "")),
        }
        return TemplateResponse(request, "projects/track_record.html", context)

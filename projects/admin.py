"""The admin door of the projects: the portfolio, the project page, and the tables behind them."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from unfold.decorators import action

from eventlog.doors.admin import ReadModelAdmin, ReferenceAdmin
from projects import commands, models
from projects.alerts import admin_pages as alert_pages
from projects.binding.admin_pages import show_binding
from projects.contracts import admin_pages as contract_pages
from projects.crewing.admin_pages import show_crews
from projects.explaining.admin_pages import show_explanation
from projects.forecast_page import forecast_page
from projects.pages import portfolio, project_page
from projects.planning import admin_pages as planning_pages
from projects.planning import commands as planning
from projects.portfolio.admin_pages import show_joint
from projects.procurement.admin_pages import show_lines, show_orders
from projects.sensitivity.admin_pages import show_sensitivity
from projects.track import admin_pages as track_pages
from projects.whatif.admin_pages import show_what_if

__all__ = ("alert_pages", "contract_pages", "planning_pages", "track_pages")

admin.site.index_title = "Portfolio"
admin.site.index_template = "projects/portfolio.html"


def show_portfolio(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What unfold asks for when it shows the admin's first page."""
    allowed = request.user.has_perm("projects.view_tranche")
    return context | {"portfolio": portfolio() if allowed else None}


@admin.register(models.Customer)
class CustomerAdmin(ReferenceAdmin):
    list_display = ("code", "name", "rating_class")
    list_filter = ("rating_class",)
    search_fields = ("code", "name")


@admin.register(models.Calendar)
class CalendarAdmin(ReferenceAdmin):
    list_display = ("code", "name", "working_days", "shifts")


@admin.register(models.AlertSubscription)
class AlertSubscriptionAdmin(ReferenceAdmin):
    list_display = ("site", "name", "email", "active")
    list_filter = ("site", "active")
    list_select_related = ("site",)


@admin.register(models.Project)
class ProjectAdmin(ReadModelAdmin):
    """The change page of a project is the project page."""

    change_form_template = "projects/project.html"
    list_display = ("code", "name", "site", "kind", "starts_on")
    list_filter = ("site", "kind")
    list_select_related = ("site",)
    search_fields = ("code", "name")
    commands = (
        commands.register_project,
        planning.import_schedule,
        planning.set_baseline,
        planning.allow_simulation,
        planning.apply_mapping,
    )

    actions_detail = (
        "check_schedule",
        {
            "title": "Look closer",
            "items": [
                "explanation",
                "what_if",
                "binding",
                "sensitivity",
                "mapping",
                "orders",
                "crews",
            ],
        },
    )
    actions_list = ("order_lines",)

    @action(description="What moved the date", url_path="explanation", permissions=["view"])
    def explanation(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Which facts moved P80 between two forecasts, and by how many days each."""
        project = get_object_or_404(models.Project.objects.select_related("site"), pk=object_id)
        return show_explanation(self, request, project)

    @action(description="What if", url_path="what-if", permissions=["view"])
    def what_if(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What facts that nobody recorded would do to dates and money."""
        project = get_object_or_404(models.Project.objects.select_related("site"), pk=object_id)
        return show_what_if(self, request, project)

    @action(description="Check schedule", url_path="check-schedule", permissions=["record"])
    def check_schedule(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What a file would change, or all that is wrong with it."""
        project = get_object_or_404(models.Project, pk=object_id)
        return planning_pages.show_check(self, request, project)

    @action(description="Mapping", url_path="mapping", permissions=["view"])
    def mapping(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What the mapping rules match in the schedule, and what nothing matches."""
        project = get_object_or_404(models.Project, pk=object_id)
        return planning_pages.show_mapping(self, request, project)

    @action(description="Orders", url_path="orders", permissions=["view"])
    def orders(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The orders of the site against the days on which the schedule needs them."""
        project = get_object_or_404(models.Project.objects.select_related("site"), pk=object_id)
        return show_orders(self, request, project)

    @action(description="Orders of all sites", url_path="order-lines", permissions=["view"])
    def order_lines(self, request: HttpRequest) -> HttpResponse:
        """The open orders of all sites against the schedules, the least float first."""
        return show_lines(self, request)

    @action(description="Crews", url_path="crews", permissions=["view"])
    def crews(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Crew mix over time at the project's site, against rules and need."""
        project = get_object_or_404(models.Project.objects.select_related("site"), pk=object_id)
        return show_crews(self, request, project)

    @action(description="What moves the date", url_path="sensitivity", permissions=["view"])
    def sensitivity(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Which activities the date depends on, as the current forecast has it."""
        project = get_object_or_404(models.Project, pk=object_id)
        return show_sensitivity(self, request, project)

    @action(description="What binds", url_path="binding", permissions=["view"])
    def binding(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Which kind of constraint binds each tranche, and since when."""
        project = get_object_or_404(models.Project.objects.select_related("site"), pk=object_id)
        return show_binding(self, request, project)

    def page_of(self, request: HttpRequest, row: models.Project) -> dict[str, Any]:
        now = datetime.now(UTC)
        return {"page": project_page(row, now=now, facts_page=request.GET.get("facts"))}


@admin.register(models.Contract)
class ContractAdmin(ReadModelAdmin):
    list_display = ("code", "customer", "project", "currency", "signed_on")
    list_filter = ("project", "customer", "currency")
    list_select_related = ("customer",)
    search_fields = ("code",)
    commands = (commands.sign_contract,)


@admin.register(models.Tranche)
class TrancheAdmin(ReadModelAdmin):
    list_display = (
        "project",
        "code",
        "contract",
        "milestone",
        "power_mw",
        "starts_on",
        "signed_starts_on",
        "amendments",
    )
    list_filter = ("project",)
    search_fields = ("code", "contract", "milestone")
    commands = (commands.amend_tranche_start,)


@admin.register(models.Activity)
class ActivityAdmin(ReadModelAdmin):
    list_display = (
        "code",
        "name",
        "project",
        "phase",
        "craft",
        "package",
        "likely_days",
        "started_on",
        "remaining_days",
        "finished_on",
    )
    list_filter = ("project", "phase", "kind")
    search_fields = ("code", "name")
    commands = (
        planning.map_activity,
        commands.start_activity,
        commands.progress_activity,
        commands.finish_activity,
        commands.reach_milestone,
    )


@admin.register(models.Forecast)
class ForecastAdmin(ReadModelAdmin):
    """The change page of a forecast says what it said, as the project page does of the newest."""

    change_form_template = "projects/forecast.html"
    list_display = (
        "project",
        "tranche",
        "data_date",
        "starts_on",
        "p50",
        "p80",
        "chance",
        "days_late",
        "as_of",
        "issued_at",
    )
    list_filter = ("project",)
    ordering = ("-as_of", "project", "tranche")
    date_hierarchy = "data_date"
    actions_list = ("joint",)

    def page_of(self, request: HttpRequest, row: models.Forecast) -> dict[str, Any]:
        return {"page": forecast_page(row)}

    @action(description="All sites as one draw", url_path="portfolio", permissions=["view"])
    def joint(self, request: HttpRequest) -> HttpResponse:
        """How many tranches are late together, the power ready by a day, and what it costs whom."""
        return show_joint(self, request)

    @admin.display(description="Chance of missing", ordering="chance_of_missing")
    def chance(self, forecast: models.Forecast) -> str:
        return f"{forecast.chance_of_missing:.0%}"

"""The admin pages of revisions, baselines and mapping rules."""

import io
from typing import Any, ClassVar

from django.contrib import admin
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.decorators import action, display

from eventlog.doors.admin import ReadModelAdmin, ReferenceAdmin, told_of
from eventlog.doors.forms import form_of
from eventlog.errors import Refusal
from projects.models import Project, ScheduleFile, ScheduleRevision
from projects.planning.commands import import_schedule
from projects.planning.exporting import export_of
from projects.planning.importing import plan_import
from projects.planning.models import Baseline, MappingRule, ScheduleChange
from projects.planning.pages import baseline_page, kinds_in, mapping_page, revision_page
from projects.quality import quality_view
from projects.schedule.writing import TargetFormat


@admin.register(ScheduleRevision)
class ScheduleRevisionAdmin(ReadModelAdmin):
    """The change page of a revision shows what it changed."""

    change_form_template = "projects/revision.html"
    list_display = (
        "project",
        "revision",
        "file_name",
        "activity_count",
        "link_count",
        "progress_count",
        "edit_count",
        "dcma_score",
        "simulated",
        "recorded_at",
    )
    list_filter = ("project",)
    actions_detail = ("original", "as_xer", "as_mspdi", "as_csv")

    @display(description="DCMA checks passed", ordering="score")
    def dcma_score(self, revision: ScheduleRevision) -> str:
        return "-" if revision.score is None else f"{revision.score:.0%}"

    @display(description="Simulation", label={"refused": "danger", "allowed": "success"})
    def simulated(self, revision: ScheduleRevision) -> str:
        return "refused" if revision.is_blocked else "allowed"

    def page_of(self, request: HttpRequest, row: ScheduleRevision) -> dict[str, Any]:
        page = revision_page(row)
        return {"page": page, "quality": page.quality}

    @action(description="Download the original file", url_path="original", permissions=["view"])
    def original(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """The bytes as they were imported."""
        revision = get_object_or_404(ScheduleRevision, pk=object_id)
        file = get_object_or_404(ScheduleFile, pk=revision.file_sha256)
        content = io.BytesIO(bytes(file.content))
        return FileResponse(content, as_attachment=True, filename=revision.file_name)

    @action(description="Export as P6 XER", url_path="export-xer", permissions=["view"])
    def as_xer(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return export_of(get_object_or_404(ScheduleRevision, pk=object_id), TargetFormat.XER)

    @action(description="Export as Project XML", url_path="export-mspdi", permissions=["view"])
    def as_mspdi(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return export_of(get_object_or_404(ScheduleRevision, pk=object_id), TargetFormat.MSPDI)

    @action(description="Export as CSV", url_path="export-csv", permissions=["view"])
    def as_csv(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return export_of(get_object_or_404(ScheduleRevision, pk=object_id), TargetFormat.CSV)


@admin.register(ScheduleChange)
class ScheduleChangeAdmin(ReadModelAdmin):
    list_display = ("project", "revision", "kind", "subject", "field", "before", "after")
    list_filter = ("edit", "kind", "project", "revision")
    search_fields = ("subject", "field")


@admin.register(Baseline)
class BaselineAdmin(ReadModelAdmin):
    """The change page of a baseline holds it against the schedule that stands."""

    change_form_template = "projects/baseline.html"
    list_display = ("project", "name", "revision", "finish", "set_at")
    list_filter = ("project",)

    def page_of(self, request: HttpRequest, row: Baseline) -> dict[str, Any]:
        return {"page": baseline_page(row)}


@admin.register(MappingRule)
class MappingRuleAdmin(ReferenceAdmin):
    list_display = ("rank", "project", "place", "title", "pattern", "craft", "package", "cx_level")
    list_display_links = ("pattern",)
    list_filter = ("project", "place")
    search_fields = ("pattern", "craft", "package")
    fieldsets: ClassVar = (
        ("Which activities", {"fields": ("project", "rank", "place", "title", "pattern")}),
        (
            "What they are tied to",
            {"fields": ("craft", "package", "order", "system", "cx_level", "weather")},
        ),
    )


def show_check(view: ReadModelAdmin, request: HttpRequest, project: Project) -> HttpResponse:
    """What importing a file would change, or all that is wrong with it. Nothing is recorded."""
    form = form_of(import_schedule, without="project_id")(
        request.POST or None, request.FILES or None
    )
    plan = None
    if request.method == "POST" and form.is_valid():
        try:
            plan = plan_import(project, **form.inputs())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            problems = refusal.details.get("problems", ())
            for found in problems if len(problems) > 1 else ():
                form.add_error(None, told_of(found))
    context = {
        **view.admin_site.each_context(request),
        "title": "Check schedule",
        "purpose": "See what a file would change before it is imported. Nothing is recorded.",
        "opts": view.model._meta,
        "object": project,
        "form": form,
        "media": view.media + form.media,
        "subject": project,
        "back": reverse("admin:projects_project_change", args=[project.pk]),
        "plan": plan,
        "kinds": kinds_in(plan) if plan else (),
        "quality": quality_view(plan.report) if plan else None,
    }
    return TemplateResponse(request, "projects/check_schedule.html", context)


def show_mapping(view: ReadModelAdmin, request: HttpRequest, project: Project) -> HttpResponse:
    """What the rules make of a project's schedule, before anything is recorded."""
    context = {
        **view.admin_site.each_context(request),
        "title": f"Mapping of {project.code}",
        "opts": view.model._meta,
        "object": project,
        "page": mapping_page(project),
    }
    return TemplateResponse(request, "projects/mapping.html", context)

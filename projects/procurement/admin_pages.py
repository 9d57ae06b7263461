"""The admin door of orders against the schedule."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold import widgets

from eventlog.doors.admin import ReadModelAdmin
from projects.models import Project
from projects.procurement.pages import lines_page, orders_page
from sites.models import Site
from supply.models import Package, Supplier


def _select(model: type[Any]) -> forms.Field:
    found: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        model._default_manager.all(),
        required=False,
        empty_label="all",
        widget=widgets.UnfoldAdminSelectWidget(),
    )
    return found


class LinesWanted(forms.Form):
    """Which open orders a page of all sites shows."""

    site = _select(Site)
    supplier = _select(Supplier)
    package = _select(Package)
    late = forms.ChoiceField(
        label="Standing",
        required=False,
        choices=[("", "all"), ("late", "late"), ("in_time", "in time")],
        widget=widgets.UnfoldAdminSelectWidget(),
    )

    def wanted(self) -> dict[str, Any]:
        """As order_lines takes it; what is no choice asks for all."""
        given = self.cleaned_data if self.is_valid() else {}
        codes = {name: given[name].pk for name in _CODES if given.get(name)}
        return {**codes, "late": {"late": True, "in_time": False}.get(given.get("late", ""))}


_CODES = ("site", "supplier", "package")
_OUT = {"received": False}
"""The page shows the orders that are out."""


def show_lines(view: ReadModelAdmin, request: HttpRequest) -> HttpResponse:
    """The open orders of all sites, those first that have the least float."""
    form = LinesWanted(request.GET)
    wanted = form.wanted()
    context = {
        **view.admin_site.each_context(request),
        "title": "Orders against the schedule",
        "opts": view.model._meta,
        "form": form,
        "page": lines_page(**wanted),
        "asked": urlencode({n: v for n, v in (wanted | _OUT).items() if v is not None}),
    }
    return TemplateResponse(request, "projects/order_lines.html", context)


def show_orders(view: ReadModelAdmin, request: HttpRequest, project: Project) -> HttpResponse:
    """The orders of a project's site, those first that have the least float."""
    context = {
        **view.admin_site.each_context(request),
        "title": f"Orders for {project.code}",
        "opts": view.model._meta,
        "object": project,
        "page": orders_page(project),
    }
    return TemplateResponse(request, "projects/orders.html", context)

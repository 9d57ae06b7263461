"""The admin of places: sites with a page of their own, campuses, buildings, halls."""

from datetime import UTC, datetime

from django.contrib import admin
from django.contrib.admin.utils import quote, unquote
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import action

from eventlog.doors.admin import ReferenceAdmin
from sites.models import Hall, Site
from sites.places.models import Building, Campus
from sites.places.pages import site_page


@admin.register(Campus)
class CampusAdmin(ReferenceAdmin):
    list_display = ("code", "name")
    search_fields = ("code", "name")


@admin.register(Building)
class BuildingAdmin(ReferenceAdmin):
    list_display = ("site", "name", "developer")
    list_filter = ("site", "developer")
    list_select_related = ("site",)
    search_fields = ("name", "developer")


@admin.register(Site)
class SiteAdmin(ReferenceAdmin):
    list_display = ("code", "name", "campus", "region", "zone", "page")
    list_filter = ("campus", "region")
    list_select_related = ("campus",)
    search_fields = ("code", "name")
    actions_detail = ("overview",)

    @admin.display(description="Page")
    def page(self, site: Site) -> SafeString:
        address = reverse("admin:sites_site_overview", args=[quote(site.pk)])
        return format_html(
            '<a class="text-primary-600 dark:text-primary-500 underline" href="{}">power, cooling, utility, weather</a>',
            address,
        )

    @action(description="Power, cooling, weather", url_path="overview", permissions=["view"])
    def overview(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """How the halls are fed, what the site waits for, and what the weather took."""
        site = get_object_or_404(Site.objects.select_related("campus"), pk=unquote(object_id))
        context = {
            **self.admin_site.each_context(request),
            "title": site.name,
            "opts": self.model._meta,
            "page": site_page(site, now=datetime.now(UTC)),
        }
        return TemplateResponse(request, "sites/site.html", context)


@admin.register(Hall)
class HallAdmin(ReferenceAdmin):
    list_display = ("site", "name", "power_mw", "building")
    list_filter = ("site", "building")
    list_select_related = ("site", "building")
    search_fields = ("name",)

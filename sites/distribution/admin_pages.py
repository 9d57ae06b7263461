"""The admin lists and forms of how halls are fed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from eventlog.doors.admin import ReadModelAdmin
from sites.distribution import commands, models
from sites.distribution.queries import passed_at_sites, standing_of, standings_of_all, state_of
from sites.distribution.wording import sentence_of
from sites.places.pages import feed_of


@admin.register(models.Distribution)
class DistributionAdmin(ReadModelAdmin):
    """The change page of a distribution shows its diagram and what may fail."""

    change_form_template = "sites/distribution.html"
    list_display = ("hall", "service", "site", "topology", "load_kw", "stands", "designed_on")
    list_display_links = ("hall", "service")
    list_filter = ("site", "hall", "service", "topology")
    list_select_related = ("site",)
    search_fields = ("hall", "site__code")
    commands = (
        commands.design_distribution,
        commands.add_asset,
        commands.install_assets,
        commands.energise_assets,
        commands.de_energise_assets,
    )

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The assets and tests of a page are read at once."""
        found = super().get_changelist_instance(request)
        standings = standings_of_all(list(found.result_list))
        for row, standing in zip(found.result_list, standings, strict=True):
            row.stands = sentence_of(standing.redundancy)
        return found

    @admin.display(description="Redundancy")
    def stands(self, row: Any) -> str:
        """What stands of what was designed, and what may fail."""
        return str(row.stands)

    def page_of(self, request: HttpRequest, row: models.Distribution) -> dict[str, Any]:
        return {"feed": feed_of(standing_of(row))}


@admin.register(models.Asset)
class AssetAdmin(ReadModelAdmin):
    list_display = (
        "tag",
        "site",
        "hall",
        "service",
        "kind",
        "path",
        "capacity_kw",
        "state",
        "installed_on",
        "energised_on",
    )
    list_filter = ("site", "hall", "service", "kind", "path")
    list_select_related = ("site",)
    search_fields = ("tag", "system")

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Asset]:
        """The tests of each site are read once for a page and not once for a row."""
        rows: QuerySet[models.Asset] = super().get_queryset(request)
        sites = rows.order_by().values_list("site_id", flat=True).distinct()
        self._passed = passed_at_sites(sites)
        return rows

    @admin.display(description="State")
    def state(self, asset: models.Asset) -> str:
        return state_of(asset, self._passed[asset.site_id]).value

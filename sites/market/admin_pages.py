"""The admin list and forms of markets."""

from django.contrib import admin

from eventlog.doors.admin import ReadModelAdmin
from sites.market import commands, models


@admin.register(models.Market)
class MarketAdmin(ReadModelAdmin):
    list_display = (
        "region",
        "side",
        "bears_on",
        "times_as_long",
        "source",
        "assessed_on",
        "withdrawn_on",
    )
    list_filter = ("region", "side", "craft_or_package")
    search_fields = ("region", "craft_or_package", "source")
    commands = (commands.assess_market, commands.withdraw_market)

    @admin.display(description="Craft or package", ordering="craft_or_package")
    def bears_on(self, row: models.Market) -> str:
        return row.craft_or_package or "all"

    @admin.display(description="Times as long", ordering="likely_factor")
    def times_as_long(self, row: models.Market) -> str:
        ends = f"{row.optimistic_factor:.2f} to {row.pessimistic_factor:.2f}"
        return f"{row.likely_factor:.2f} ({ends})"

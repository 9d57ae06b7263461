"""The admin door of mitigations."""

from django.contrib import admin

from eventlog.doors.admin import ReadModelAdmin
from eventlog.doors.money import money_text
from supply import models
from supply.mitigation import commands


@admin.register(models.Mitigation)
class MitigationAdmin(ReadModelAdmin):
    list_display = (
        "name",
        "incident",
        "state",
        "cost",
        "days_saved",
        "probability",
        "planned_on",
        "applied_on",
    )
    list_filter = ("state", "currency", "incident__site", "incident__supplier", "incident__code")
    list_select_related = ("incident",)
    search_fields = ("name", "what", "incident__reference", "incident__title")
    commands = (commands.apply_mitigation, commands.withdraw_mitigation)

    @admin.display(description="Cost", ordering="cost_minor")
    def cost(self, row: models.Mitigation) -> str:
        return money_text(row.cost_minor, row.currency)

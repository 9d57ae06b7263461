"""The admin pages of ratio rules, pools and breaches."""

from django.contrib import admin
from unfold.decorators import display

from eventlog.doors.admin import ReadModelAdmin, ReferenceAdmin
from labor.ratios import models
from labor.ratios.commands import check_ratio


@admin.register(models.LaborJurisdiction)
class LaborJurisdictionAdmin(ReferenceAdmin):
    list_display = ("code", "name")
    list_filter = ("sites",)
    search_fields = ("code", "name")
    filter_horizontal = ("sites",)


@admin.register(models.RatioRule)
class RatioRuleAdmin(ReferenceAdmin):
    list_display = ("code", "jurisdiction", "craft", "says", "basis", "source", "as_of", "active")
    list_filter = ("jurisdiction", "craft", "direction", "basis", "active")
    list_select_related = ("jurisdiction",)
    search_fields = ("code", "source")

    @display(description="Apprentices to journeys")
    def says(self, rule: models.RatioRule) -> str:
        return str(rule.terms)


@admin.register(models.LaborPool)
class LaborPoolAdmin(ReferenceAdmin):
    list_display = ("code", "name", "region", "craft", "heads", "as_of")
    list_filter = ("craft", "region", "sites")
    search_fields = ("code", "name", "region")
    filter_horizontal = ("sites",)


@admin.register(models.RatioBreach)
class RatioBreachAdmin(ReadModelAdmin):
    list_display = (
        "site",
        "craft",
        "rule",
        "state",
        "since",
        "apprentices",
        "journeys",
        "limit",
        "excess_apprentices",
    )
    list_filter = ("open", "site", "craft", "jurisdiction")
    search_fields = ("rule", "source")
    commands = (check_ratio,)

    @display(description="State", ordering="open", label={"broken": "danger", "kept": "success"})
    def state(self, breach: models.RatioBreach) -> str:
        return "broken" if breach.open else "kept"

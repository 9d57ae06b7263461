"""The admin lists and forms of the utility."""

from django.contrib import admin

from eventlog.doors.admin import ReadModelAdmin
from sites.outside.admin_pages import PromisedAdmin
from sites.utility import commands, models


@admin.register(models.UtilityAgreement)
class UtilityAgreementAdmin(ReadModelAdmin):
    list_display = (
        "reference",
        "site",
        "utility",
        "power_mw",
        "voltage_kv",
        "service_on",
        "signed_on",
    )
    list_filter = ("site", "utility")
    list_select_related = ("site",)
    search_fields = ("reference", "utility")
    commands = (commands.sign_utility_agreement,)


@admin.register(models.UtilityPower)
class UtilityPowerAdmin(PromisedAdmin):
    kept = "energised_on"
    list_display = (
        "step",
        "site",
        "activity",
        "first_promised_on",
        "promised_on",
        "moved",
        "sure",
        "energised_on",
    )
    list_filter = ("site", "step")
    list_select_related = ("site",)
    search_fields = ("activity",)
    commands = (
        commands.promise_utility_power,
        commands.move_utility_power,
        commands.energise_utility_power,
    )


@admin.register(models.UtilityPromise)
class UtilityPromiseAdmin(ReadModelAdmin):
    list_display = ("step", "site", "said_on", "promised_on", "moved_days", "reason")
    list_filter = ("site", "step")
    list_select_related = ("site",)
    search_fields = ("reason",)

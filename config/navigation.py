"""How the web admin looks and what its sidebar holds: every list, by the question it answers."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy

Item = dict[str, Any]


def _list(title: str, icon: str, model: str) -> Item:
    """The list of a model (`app_model`), for those who may look at it."""
    app, _, name = model.partition("_")
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{model}_changelist"),
        "permission": _may_look(f"{app}.view_{name}"),
    }


def _may_look(permission: str) -> Callable[[HttpRequest], bool]:
    return lambda request: request.user.has_perm(permission)


SIDEBAR = {
    "show_search": True,
    "navigation": [
        {
            "title": "When, and why",
            "items": [
                {"title": "Portfolio", "icon": "monitoring", "link": reverse_lazy("admin:index")},
                _list("Projects", "domain", "projects_project"),
                _list("Alerts", "notifications_active", "projects_alert"),
                _list("Forecasts", "query_stats", "projects_forecast"),
                {
                    "title": "Track record",
                    "icon": "target",
                    "link": reverse_lazy("admin:projects_forecastscore_track_record"),
                    "permission": _may_look("projects.view_forecastscore"),
                },
                _list("Forecast scores", "scoreboard", "projects_forecastscore"),
            ],
        },
        {
            "title": "Plan",
            "items": [
                _list("Contracts", "contract", "projects_contract"),
                _list("Tranches", "event_available", "projects_tranche"),
                _list("Schedules", "account_tree", "projects_schedulerevision"),
                _list("Schedule changes", "difference", "projects_schedulechange"),
                _list("Baselines", "flag", "projects_baseline"),
                _list("Activities", "checklist", "projects_activity"),
            ],
        },
        {
            "title": "Supply",
            "items": [
                _list("Orders", "local_shipping", "supply_order"),
                _list("Incidents", "report", "supply_incident"),
            ],
        },
        {
            "title": "Labor",
            "items": [
                _list("Crews", "engineering", "labor_crew"),
                _list("Weekly mixes", "groups", "labor_mixreport"),
            ],
        },
        {
            "title": "Commissioning and weather",
            "items": [
                _list("Systems", "bolt", "sites_system"),
                _list("Tests", "fact_check", "sites_commissioningtest"),
                _list("Deficiencies", "bug_report", "sites_deficiency"),
                _list("Weather days", "rainy", "sites_weatherday"),
            ],
        },
        {
            "title": "Reference data",
            "collapsible": True,
            "items": [
                _list("Sites", "location_on", "sites_site"),
                _list("Halls", "meeting_room", "sites_hall"),
                _list("Suppliers", "factory", "supply_supplier"),
                _list("Customers", "handshake", "projects_customer"),
                _list("Calendars", "calendar_month", "projects_calendar"),
                _list("Mapping rules", "rule", "projects_mappingrule"),
            ],
        },
        {
            "title": "Who is told, who may look",
            "collapsible": True,
            "items": [
                _list("Alert subscriptions", "mail", "projects_alertsubscription"),
                _list("Mails", "outgoing_mail", "projects_mail"),
                _list("Users", "person", "auth_user"),
                _list("Groups", "group", "auth_group"),
                _list("The log", "history", "eventlog_storedevent"),
                _list("Followers", "sync", "eventlog_cursor"),
                _list("Nightly checks", "nightlight", "eventlog_check"),
            ],
        },
    ],
}

PRIMARY = {
    "50": "oklch(97% .014 254.604)",
    "100": "oklch(93.2% .032 255.585)",
    "200": "oklch(88.2% .059 254.128)",
    "300": "oklch(80.9% .105 251.813)",
    "400": "oklch(70.7% .165 254.624)",
    "500": "oklch(62.3% .214 259.815)",
    "600": "oklch(54.6% .215 262.881)",
    "700": "oklch(48.8% .217 264.376)",
    "800": "oklch(42.4% .181 265.638)",
    "900": "oklch(37.9% .138 265.522)",
    "950": "oklch(28.2% .087 267.935)",
}

UNFOLD = {
    "SITE_TITLE": "Slipway",
    "SITE_HEADER": "Slipway",
    "SITE_SUBHEADER": "When it will be ready, and why",
    "SITE_SYMBOL": "anchor",
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda request: static("projects/favicon.svg"),
        }
    ],
    "COLORS": {"primary": PRIMARY},
    "DASHBOARD_CALLBACK": "projects.admin.show_portfolio",
    "SIDEBAR": SIDEBAR,
}

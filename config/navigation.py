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
                {
                    "title": "All sites as one draw",
                    "icon": "hub",
                    "link": reverse_lazy("admin:projects_forecast_joint"),
                    "permission": _may_look("projects.view_forecast"),
                },
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
            "title": "Money",
            "items": [
                {
                    "title": "Backlog and exposure",
                    "icon": "payments",
                    "link": reverse_lazy("admin:projects_agreedterms_exposure"),
                    "permission": _may_look("projects.view_agreedterms"),
                },
                _list("Terms of tranches", "gavel", "projects_agreedterms"),
                _list("Amendments", "edit_document", "projects_amendment"),
                _list("Facilities", "account_balance", "projects_facility"),
                _list("Draws", "price_check", "projects_facilitydraw"),
            ],
        },
        {
            "title": "Supply",
            "items": [
                {
                    "title": "Orders against dates",
                    "icon": "event_busy",
                    "link": reverse_lazy("admin:projects_project_order_lines"),
                    "permission": _may_look("projects.view_project"),
                },
                _list("Orders", "local_shipping", "supply_order"),
                _list("Stages of orders", "conveyor_belt", "supply_orderstage"),
                _list("Moved promises", "event_repeat", "supply_promiserevision"),
                _list("Incidents", "report", "supply_incident"),
                _list("Mitigations", "healing", "supply_mitigation"),
            ],
        },
        {
            "title": "Labor",
            "items": [
                _list("Crews", "engineering", "labor_crew"),
                _list("Weekly mixes", "groups", "labor_mixreport"),
                _list("Weeks worked", "schedule", "labor_workedweek"),
                _list("Shift patterns", "dark_mode", "labor_shiftpattern"),
                _list("Broken ratios", "balance", "labor_ratiobreach"),
            ],
        },
        {
            "title": "Places",
            "items": [
                _list("Sites", "location_on", "sites_site"),
                _list("Utility agreements", "contract_edit", "sites_utilityagreement"),
                _list("Utility power", "electric_meter", "sites_utilitypower"),
                _list("Developer milestones", "apartment", "sites_developermilestone"),
                _list("Power and cooling", "schema", "sites_distribution"),
                _list("Assets", "electrical_services", "sites_asset"),
                _list("Markets", "storefront", "sites_market"),
                _list("Planned weather", "partly_cloudy_day", "sites_weatherplan"),
                _list("Excused weather", "thunderstorm", "sites_weathermonth"),
            ],
        },
        {
            "title": "Commissioning and weather",
            "items": [
                {
                    "title": "Commissioning matrix",
                    "icon": "grid_on",
                    "link": reverse_lazy("admin:sites_hallgate_commissioning_matrix"),
                    "permission": _may_look("sites.view_hallgate"),
                },
                _list("Systems", "bolt", "sites_system"),
                _list("Tests", "fact_check", "sites_commissioningtest"),
                _list("Deficiencies", "bug_report", "sites_deficiency"),
                _list("Water, burn-in, clusters", "water_drop", "sites_acceptancerecord"),
                _list("Gates", "door_open", "sites_hallgate"),
                _list("Weather days", "rainy", "sites_weatherday"),
            ],
        },
        {
            "title": "Reference data",
            "collapsible": True,
            "items": [
                _list("Campuses", "map", "sites_campus"),
                _list("Buildings", "domain_add", "sites_building"),
                _list("Halls", "meeting_room", "sites_hall"),
                _list("Labor pools", "diversity_3", "labor_laborpool"),
                _list("Labor jurisdictions", "gavel", "labor_laborjurisdiction"),
                _list("Ratio rules", "percent", "labor_ratiorule"),
                _list("Suppliers", "factory", "supply_supplier"),
                _list("Packages", "package_2", "supply_package"),
                _list("Lead times", "hourglass", "supply_leadtimerange"),
                _list("Customers", "handshake", "projects_customer"),
                _list("Portfolio limits", "pie_chart", "projects_portfoliolimit"),
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

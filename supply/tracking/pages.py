"""What the pages of incidents and suppliers show beside their fields, as tables of cells."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from eventlog.doors.money import money_text
from supply.models import Incident, Mitigation, Order
from supply.tracking.drift import Drift
from supply.tracking.observed import ENOUGH, Observed
from supply.tracking.queries import observed, touched_by

Table = dict[str, Sequence[Any]]


def incident_tables(incident: Incident) -> dict[str, Any]:
    """The sites and orders that it touches, and what is done against it."""
    touched = touched_by(incident)
    against = Mitigation.objects.filter(incident=incident.pk)
    return {
        "sites": ", ".join(touched.sites) or "none",
        "orders": _orders(touched.orders),
        "mitigations": _mitigations(against),
        "is_open": incident.resolved_on is None,
    }


def observed_table() -> Table:
    headers = (
        "Kind",
        "Expected, days",
        "Expected mean",
        "Resolved",
        "Took time",
        "Mean, days",
        "Enough",
    )
    return {"headers": headers, "rows": [_observed(each) for each in observed()]}


def drift_words(drift: Drift | None) -> str:
    """`3 revisions, 41 days later, worst 30: 1.2 days a month of an order`."""
    if drift is None or not drift.orders:
        return "no orders"
    if not drift.revisions or drift.days_per_order_month is None:
        return "no promise moved"
    times = "1 revision" if drift.revisions == 1 else f"{drift.revisions} revisions"
    later = "later" if drift.days_moved >= 0 else "earlier"
    a_month = f"{abs(drift.days_per_order_month):.1f} days a month of an order"
    moved = f"{abs(drift.days_moved)} days {later}, worst {drift.worst_days}"
    return f"{times}, {moved}: {a_month}"


def _orders(orders: Iterable[Order]) -> Table:
    headers = ("Site", "Order", "Package", "Supplier", "Stage", "Expected")
    rows = [
        (
            order.site_id,
            _link("supply_order", order.pk, order.number),
            order.package,
            order.supplier_id,
            order.stage.replace("_", " "),
            order.expected_on,
        )
        for order in orders
    ]
    return {"headers": headers, "rows": rows}


def _mitigations(mitigations: Iterable[Mitigation]) -> Table:
    headers = ("Mitigation", "State", "Cost", "Days saved", "Probability then")
    rows = [
        (
            _link("supply_mitigation", each.pk, each.name),
            each.state,
            money_text(each.cost_minor, each.currency),
            f"{each.days_saved:g}",
            "as judged" if each.probability is None else f"{each.probability:.0%}",
        )
        for each in mitigations
    ]
    return {"headers": headers, "rows": rows}


def _observed(each: Observed) -> tuple[Any, ...]:
    days = each.kind.days
    return (
        f"{each.kind.code}: {each.kind.title}",
        f"{days.optimistic:g}, {days.likely:g}, {days.pessimistic:g}",
        f"{each.prior_mean_days:.0f}",
        each.resolved,
        each.count,
        "-" if each.mean_days is None else f"{each.mean_days:.0f}",
        "yes" if each.is_enough else f"too few: {ENOUGH} are needed",
    )


def _link(model: str, key: object, text: str) -> str:
    address = reverse(f"admin:{model}_change", args=[key])
    return format_html('<a class="text-link" href="{}">{}</a>', address, text)

"""From a story to what is recorded of its orders' stages and of its incidents."""

from datetime import date
from typing import Any

from config.story.diary import Diary
from config.story.script import Mishap, Purchase, Remedy
from supply import commands as supply
from supply.events import EffectKind, Stage
from supply.mitigation import commands as mitigation
from supply.mitigation.projections import mitigation_id
from supply.tracking import commands as tracking

BUYER, FOREMAN = "procurement", "site manager"


def order_number(package: str) -> str:
    return f"PO-{package}"


def tell_stages(diary: Diary, purchase: Purchase, placed_on: date, fabricated_on: date) -> None:
    """What the supplier promised of fabrication with the order, and what the expediter saw since."""
    number = order_number(purchase.package)
    order = supply.order_stream(diary.site, number)
    promised = {"order_id": order, "stage": Stage.FABRICATED, "promised_on": fabricated_on}
    inputs = {**promised, "on": placed_on}
    diary.note(placed_on, tracking.promise_stage, number, by=BUYER, inputs=inputs)
    for day, (stage, forecast_on) in purchase.forecasts.items():
        seen = {"order_id": order, "stage": stage, "forecast_on": forecast_on, "on": day}
        diary.note(day, tracking.forecast_stage, number, by=BUYER, inputs=seen)


def tell_mishap(diary: Diary, mishap: Mishap) -> None:
    """How an incident was judged from day to day, what was done against it, and how it ended."""
    beyond = {"supplier": mishap.supplier, "region": mishap.region}
    where = {name: code for name, code in beyond.items() if code} or {"site": diary.site}
    incident = supply.incident_stream(reference=mishap.reference, **where)
    for number, (day, judged) in enumerate(sorted(mishap.judged.items(), key=lambda each: each[0])):
        optimistic, likely, pessimistic = judged.days
        inputs: dict[str, Any] = {
            "probability": judged.probability,
            "optimistic_days": optimistic,
            "likely_days": likely,
            "pessimistic_days": pessimistic,
            "on": day,
        }
        if number:
            command, inputs = supply.reassess_incident, {"incident_id": incident, **inputs}
        else:
            command, inputs = supply.report_incident, {**_what(diary.site, mishap), **inputs}
        diary.note(day, command, mishap.reference, by=FOREMAN, inputs=inputs)
    for remedy in mishap.remedies:
        _tell_remedy(diary, incident, remedy)
    if mishap.over:
        day, days_lost = mishap.over
        over = {"incident_id": incident, "days_lost": days_lost, "on": day}
        diary.note(day, supply.resolve_incident, mishap.reference, by=FOREMAN, inputs=over)


def _tell_remedy(diary: Diary, incident: Any, remedy: Remedy) -> None:
    planned = {
        "incident_id": incident,
        "name": remedy.name,
        "what": remedy.what,
        "cost_minor": remedy.cost_minor,
        "currency": remedy.currency,
        "days_saved": remedy.days_saved,
        "on": remedy.planned_on,
    }
    diary.note(remedy.planned_on, mitigation.plan_mitigation, remedy.name, by=BUYER, inputs=planned)
    if remedy.applied_on:
        inputs = {"mitigation_id": mitigation_id(incident, remedy.name), "on": remedy.applied_on}
        diary.note(
            remedy.applied_on, mitigation.apply_mitigation, remedy.name, by=BUYER, inputs=inputs
        )


def _what(site: str, mishap: Mishap) -> dict[str, Any]:
    told: dict[str, Any] = {
        "reference": mishap.reference,
        "code": mishap.code,
        "title": mishap.title,
    }
    if mishap.effect is not EffectKind.EXTEND_ACTIVITY:
        told |= {"effect": mishap.effect, "stage": mishap.stage}
    if mishap.supplier:
        return {**told, "supplier": mishap.supplier}
    if mishap.region:
        return {**told, "region": mishap.region}
    if mishap.order:
        return {**told, "order_id": supply.order_stream(site, order_number(mishap.order))}
    return {**told, "site": site, "activity": mishap.activity}

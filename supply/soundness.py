"""What no fact of supply may say: what its commands refuse, a correction is refused too."""

from collections.abc import Sequence

from eventlog.events import Event
from eventlog.soundness import sound
from supply.effects import effect_of
from supply.events import (
    IncidentReassessed,
    IncidentReported,
    IncidentResolved,
    OrderPlaced,
    PromiseMoved,
)
from supply.figures import (
    days_in_order,
    possible_days_lost,
    possible_probability,
    possible_promise,
)
from supply.mitigation.events import MitigationApplied, MitigationPlanned
from supply.mitigation.figures import possible_cost, possible_currency, possible_days_saved


@sound(IncidentReported, IncidentReassessed)
def judgement_is_possible(
    judged: IncidentReported | IncidentReassessed, others: Sequence[Event]
) -> None:
    possible_probability(judged.probability)
    days_in_order(judged.days.optimistic, judged.days.likely, judged.days.pessimistic)


@sound(IncidentReported)
def effect_fits_the_scope(report: IncidentReported, others: Sequence[Event]) -> None:
    does = report.effect
    effect_of(does.kind, report.scope, stage=does.stage, factor=does.factor)


@sound(IncidentResolved)
def days_lost_are_possible(resolved: IncidentResolved, others: Sequence[Event]) -> None:
    possible_days_lost(resolved.days_lost)


@sound(OrderPlaced)
def promise_follows_the_order(order: OrderPlaced, others: Sequence[Event]) -> None:
    possible_promise(order.promised_on, placed_on=order.on)


@sound(PromiseMoved)
def moved_promise_follows_the_order(moved: PromiseMoved, others: Sequence[Event]) -> None:
    for order in others:
        if isinstance(order, OrderPlaced):
            possible_promise(moved.promised_on, placed_on=order.on)


@sound(MitigationPlanned)
def plan_is_possible(plan: MitigationPlanned, others: Sequence[Event]) -> None:
    possible_cost(plan.cost_minor)
    possible_currency(plan.currency)
    possible_days_saved(plan.days_saved)
    if plan.probability is not None:
        possible_probability(plan.probability)


@sound(MitigationApplied)
def cost_is_possible(applied: MitigationApplied, others: Sequence[Event]) -> None:
    possible_cost(applied.cost_minor)

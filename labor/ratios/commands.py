"""The writer of crossings of a ratio rule, and the daily round that calls it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from eventlog.commands import command
from eventlog.doors.inputs import Ref
from eventlog.errors import VersionConflict
from eventlog.facts import Appended, Meta
from eventlog.log import append
from eventlog.projections import fold
from eventlog.streams import stream_id
from labor.commands import Day, SiteCode
from labor.events import Craft, RatioBreached, RatioRestored
from labor.ratios import errors
from labor.ratios.arithmetic import Reading
from labor.ratios.models import RatioRule
from labor.ratios.projections import ratio_breaches
from labor.ratios.queries import Held, held_rules, ratio_reading, rules_at
from sites.days import day_at, noon, site_named


def ratio_stream(site: str, craft: str, rule: str) -> UUID:
    return stream_id("ratio", site, craft, rule)


@command
def check_ratio(
    *,
    site: SiteCode,
    craft: Craft,
    rule: Annotated[str, Ref("labor.RatioRule")],
    on: Day = None,
    meta: Meta,
) -> Appended:
    """Record that a site's crews of a craft began to break a ratio rule, or keep it again.

    Raises NothingCrossed when they do as they did: a breach is told once, however often it is checked.
    """
    place = site_named(site)
    held = Held(site=site, craft=craft.value, rule=_rule_that_holds(site, craft, rule))
    day = day_at(place, on, meta=meta)
    found = ratio_reading(held, on=day)
    if found is None:
        raise errors.NothingToRead(
            rule=rule, craft=craft.value, site=site, lacks="no week of hours by class was reported"
        )
    stream = ratio_stream(site, craft.value, rule)
    before, version = fold(stream, ratio_breaches)
    was_open = bool(before and before.open)
    if found.is_breach == was_open:
        state = "broken" if was_open else "kept"
        raise errors.NothingCrossed(rule=rule, craft=craft.value, site=site, state=state)
    event = _crossing(held, found, day)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=noon(place, day))


def check_all_ratios(*, meta: Meta) -> list[Appended]:
    """Hold every crew against every rule that holds for it; what was crossed is recorded."""
    crossed = []
    for held in held_rules():
        try:
            crossed.append(
                check_ratio(site=held.site, craft=Craft(held.craft), rule=held.rule.code, meta=meta)
            )
        except (errors.NothingCrossed, errors.NothingToRead, VersionConflict):
            continue  # as it was, unknown, or told by another round at the same moment
    return crossed


def _rule_that_holds(site: str, craft: Craft, code: str) -> RatioRule:
    if not RatioRule.objects.filter(pk=code).exists():
        raise errors.UnknownRule(rule=code)
    rule = rules_at(site).filter(pk=code).first()
    if rule is None or rule.craft not in ("", craft.value):
        raise errors.RuleDoesNotHold(rule=code, craft=craft.value, site=site)
    return rule


def _crossing(held: Held, found: Reading, day: date) -> RatioBreached | RatioRestored:
    kind = RatioBreached if found.is_breach else RatioRestored
    return kind(
        site=held.site,
        craft=Craft(held.craft),
        rule=held.rule.code,
        jurisdiction=held.rule.jurisdiction_id,
        says=str(held.rule.terms),
        source=held.rule.source,
        basis=held.rule.basis,
        direction=held.rule.direction,
        journeys=found.journeys,
        apprentices=found.apprentices,
        limit=found.limit,
        excess_apprentices=found.excess_apprentices,
        missing_journeys=found.missing_journeys,
        on=day,
    )

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
from labor.events import Craft, RatioBreached, RatioLifted, RatioRestored
from labor.ratios import errors
from labor.ratios.arithmetic import Reading
from labor.ratios.models import RatioRule
from labor.ratios.projections import ratio_breaches
from labor.ratios.queries import Held, ratio_reading, rules_for, to_check
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
    """Record that a site's crews of a craft began to break a ratio rule, or break it no more.

    Raises NothingCrossed when they do as they did: a breach is told once, however often it is checked.
    """
    place = site_named(site)
    day = day_at(place, on, meta=meta)
    stream = ratio_stream(site, craft.value, rule)
    before, version = fold(stream, ratio_breaches)
    was_open = bool(before and before.open)
    event = _crossed(site, craft, rule, day, was_open=was_open)
    return append(stream, event, expected_version=version, meta=meta, occurred_at=noon(place, day))


def check_all_ratios(*, meta: Meta) -> list[Appended]:
    """Hold every crew against every rule that holds for it; what was crossed is recorded."""
    crossed = []
    for site, craft, rule in to_check():
        try:
            crossed.append(check_ratio(site=site, craft=Craft(craft), rule=rule, meta=meta))
        except (errors.NothingCrossed, errors.NothingToRead, VersionConflict):
            continue  # as it was, unknown, or told by another round at the same moment
    return crossed


def _crossed(
    site: str, craft: Craft, code: str, day: date, *, was_open: bool
) -> RatioBreached | RatioRestored | RatioLifted:
    """Raises UnknownRule, RuleDoesNotHold, NothingToRead and NothingCrossed."""
    rule = rules_for(site, craft.value).filter(pk=code).first()
    if rule is None:
        if was_open:
            return RatioLifted(site=site, craft=craft, rule=code, on=day)
        if not RatioRule.objects.filter(pk=code).exists():
            raise errors.UnknownRule(rule=code)
        raise errors.RuleDoesNotHold(rule=code, craft=craft.value, site=site)
    held = Held(site=site, craft=craft.value, rule=rule)
    found = ratio_reading(held, on=day)
    if found is None:
        lacks = "no week of hours by class was reported lately"
        raise errors.NothingToRead(rule=code, craft=craft.value, site=site, lacks=lacks)
    if found.is_breach == was_open:
        state = "broken" if was_open else "kept"
        raise errors.NothingCrossed(rule=code, craft=craft.value, site=site, state=state)
    return _crossing(held, found, day)


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

"""What the ratio rules say of the crews that are there."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from labor.models import Crew
from labor.ratios.arithmetic import Basis, Reading, RuleScope, reading
from labor.ratios.models import LaborPool, RatioBreach, RatioRule
from labor.weeks.models import WorkedWeek

FRESH = timedelta(days=14)
"""Hours older than this say nothing of now: the rule is not assessed, which is not the same as kept."""


def rules_at(site: str) -> QuerySet[RatioRule]:
    """The rules that are checked at a site."""
    checked = RatioRule.objects.filter(active=True, scope=RuleScope.JOBSITE.value)
    return checked.filter(jurisdiction__sites=site).select_related("jurisdiction")


def open_breaches(site: str) -> QuerySet[RatioBreach]:
    return RatioBreach.objects.filter(site=site, open=True)


def pools_of(site: str) -> QuerySet[LaborPool]:
    return LaborPool.objects.filter(sites=site)


def heads_at_sites(pool: LaborPool) -> dict[str, int]:
    """By each site that draws on a pool, the heads of its craft that are there."""
    heads = {site.code: 0 for site in pool.sites.all()}
    for crew in Crew.objects.filter(site__in=heads, craft=pool.craft, demobilised_on=None):
        heads[crew.site_id] += crew.heads
    return heads


@dataclass(frozen=True, kw_only=True)
class Held:
    """A site's crews of a craft, and a rule that holds for them."""

    site: str
    craft: str
    rule: RatioRule


def to_check() -> list[tuple[str, str, str]]:
    """Site, craft and rule: of all crews that are there, and of all breaches that are open."""
    crews = set(Crew.objects.filter(demobilised_on=None).values_list("site", "craft"))
    held = {(site, craft, rule.pk) for site, craft in crews for rule in rules_for(site, craft)}
    open_ = RatioBreach.objects.filter(open=True).values_list("site", "craft", "rule")
    return sorted(held | set(open_))


def rules_for(site: str, craft: str) -> QuerySet[RatioRule]:
    return rules_at(site).filter(Q(craft=craft) | Q(craft=""))


def ratio_reading(held: Held, *, on: date) -> Reading | None:
    """What a rule says of the crews, None where nobody counted what it counts."""
    if held.rule.basis == Basis.HOURS.value:
        return _reading_of_hours(held, on)
    crews = Crew.objects.filter(site=held.site, craft=held.craft, demobilised_on=None)
    apprentices, journeys = 0, 0
    for crew in crews:
        journeys += crew.journey_level
        apprentices += crew.others - (0 if held.rule.counts_helpers else crew.helpers)
    return reading(held.rule.terms, journeys=journeys, apprentices=apprentices)


def _reading_of_hours(held: Held, on: date) -> Reading | None:
    """Of the newest week that was reported, whole hours."""
    weeks = WorkedWeek.objects.filter(
        site=held.site, craft=held.craft, on__gt=on - FRESH, on__lte=on
    ).exclude(apprentice_hours=None)
    newest = weeks.order_by("-week").values_list("week", flat=True).first()
    if newest is None:
        return None
    worked, of_apprentices = Decimal(), Decimal()
    for week in weeks.filter(week=newest):
        worked += week.straight_hours + week.overtime_hours
        of_apprentices += week.apprentice_hours or Decimal()
    return reading(
        held.rule.terms,
        journeys=int(worked - of_apprentices),
        apprentices=int(of_apprentices),
    )

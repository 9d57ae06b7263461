"""What the page of a site's crews shows, as plain data made from queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from labor.models import Crew, LaborPool, RatioBreach
from labor.ratios.arithmetic import Basis, Direction
from labor.ratios.models import RatioRule
from labor.ratios.queries import heads_at_sites, open_breaches, pools_of, rules_at
from labor.weeks.figures import CraftWeek
from labor.weeks.queries import weeks_of
from projects.crewing import charts
from projects.crewing.gap import Gap, gaps
from projects.crewing.need import WEEK, WEEKS_AHEAD
from projects.crewing.queries import gaps_at, last_day, needs_at
from projects.models import Project

WEEKS_BACK = 52
WEEKS_ON = 26

CRAFT_NAMES = {
    "PM": "owner and project managers",
    "ENG": "engineers",
    "LAB": "laborers",
    "OPER": "operating engineers",
    "CONC": "concrete",
    "IW": "ironworkers",
    "ROOF": "roofers",
    "CARP": "carpenters and drywall",
    "ELEC": "inside wiremen",
    "LINE": "outside line and substation",
    "PIPE": "pipefitters",
    "PLUM": "plumbers and utility",
    "SMW": "sheet metal",
    "SPRK": "sprinkler fitters",
    "MILL": "millwrights and riggers",
    "CTRL": "controls",
    "LV": "low voltage and fibre",
    "NETA": "test technicians",
    "OEM": "vendor field service",
    "CX": "commissioning agents",
    "ITEC": "data-center technicians",
    "NETE": "network engineers",
    "HPCE": "cluster engineers",
    "UTIL": "utility",
}
"""Crafts of DOMAIN.md B.4 as people say them."""


@dataclass(frozen=True, kw_only=True)
class CraftCard:
    """One craft on a site. weeks: at most the last year of them. short: the worst week ahead, if any."""

    code: str
    name: str
    on_site: bool
    newest: CraftWeek
    weeks: Sequence[CraftWeek]
    rule: RatioRule | None
    limit: int | None
    breach: RatioBreach | None
    short: Gap | None
    needed_ahead: bool
    heads_chart: str
    ratio_chart: str
    m_chart: str

    @property
    def newest_first(self) -> Sequence[CraftWeek]:
        return tuple(reversed(self.weeks))[:12]


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A craft that the schedules need in the weeks ahead and of which no crew is there."""

    code: str
    name: str
    heads: float
    hours: float


@dataclass(frozen=True, kw_only=True)
class PoolSite:
    """A site that draws on a pool. needed: the most heads in a week of those ahead."""

    code: str
    heads: int
    needed: float
    project: Project | None

    @property
    def gap(self) -> float:
        return self.heads - self.needed


@dataclass(frozen=True, kw_only=True)
class PoolCard:
    pool: LaborPool
    sites: Sequence[PoolSite]

    @property
    def at_sites(self) -> int:
        return sum(site.heads for site in self.sites)

    @property
    def left(self) -> int | None:
        return None if self.pool.heads is None else self.pool.heads - self.at_sites


@dataclass(frozen=True, kw_only=True)
class CrewPage:
    project: Project
    crafts: Sequence[CraftCard]
    missing: Sequence[Missing]
    pools: Sequence[PoolCard]
    weeks_ahead: int = WEEKS_AHEAD
    classes: Sequence[tuple[str, str]] = charts.CLASSES


def crew_page(project: Project) -> CrewPage:
    """The crews of the project's site, against what all projects there need."""
    site = project.site_id
    now = last_day(site)
    weeks = weeks_of(site, until=now)
    found = gaps(site, needs_at(site), weeks)
    there = set(Crew.objects.filter(site=site, demobilised_on=None).values_list("craft", flat=True))
    return CrewPage(
        project=project,
        crafts=[
            _card(site, craft, told, [gap for gap in found if gap.craft == craft], craft in there)
            for craft, told in sorted(weeks.items(), key=lambda each: each[0] not in there)
            if told
        ],
        missing=_missing([gap for gap in found if gap.craft not in there], now),
        pools=[_pool(pool) for pool in pools_of(site).prefetch_related("sites")],
    )


def _card(
    site: str, craft: str, told: Sequence[CraftWeek], found: Sequence[Gap], on_site: bool
) -> CraftCard:
    shown = told[-WEEKS_BACK:]
    newest = shown[-1]
    ahead = [gap for gap in found if newest.week <= gap.week < newest.week + WEEKS_AHEAD * WEEK]
    drawn = [gap for gap in found if shown[0].week <= gap.week < newest.week + WEEKS_ON * WEEK]
    rule = _rule(site, craft)
    limits = [rule.terms.apprentices_for(week.mix.journey_level) for week in shown] if rule else []
    worst = min(ahead, key=lambda gap: gap.gap_heads, default=None)
    return CraftCard(
        code=craft,
        name=CRAFT_NAMES.get(craft, craft),
        on_site=on_site,
        newest=newest,
        weeks=shown,
        rule=rule,
        limit=limits[-1] if limits else None,
        breach=open_breaches(site).filter(craft=craft).first(),
        short=worst if on_site and worst and worst.gap_heads <= -0.5 else None,
        needed_ahead=any(gap.needed_heads for gap in ahead),
        heads_chart=charts.heads_chart(shown, [gap for gap in drawn if gap.needed_heads]),
        ratio_chart=charts.ratio_chart(shown, limits, says=str(rule.terms) if rule else ""),
        m_chart=charts.multiplier_chart(shown),
    )


def _rule(site: str, craft: str) -> RatioRule | None:
    """The rule that heads are drawn against: of those that bound them above, the strictest."""
    rules = rules_at(site).filter(
        craft__in=(craft, ""), basis=Basis.HEADCOUNT.value, direction=Direction.MAX.value
    )
    return min(rules, key=lambda rule: rule.terms.apprentices_for(1000), default=None)


def _missing(found: Sequence[Gap], now: date) -> list[Missing]:
    first = now - timedelta(days=now.weekday())
    ahead = [gap for gap in found if first <= gap.week < first + WEEKS_AHEAD * WEEK]
    return [
        Missing(
            code=craft,
            name=CRAFT_NAMES.get(craft, craft),
            heads=max(gap.needed_heads for gap in ahead if gap.craft == craft),
            hours=sum(gap.needed_hours for gap in ahead if gap.craft == craft),
        )
        for craft in sorted({gap.craft for gap in ahead if gap.needed_heads})
    ]


def _pool(pool: LaborPool) -> PoolCard:
    heads = heads_at_sites(pool)
    return PoolCard(pool=pool, sites=[_pool_site(pool, site, heads[site]) for site in heads])


def _pool_site(pool: LaborPool, site: str, heads: int) -> PoolSite:
    found = [gap for gap in gaps_at(site) if gap.craft == pool.craft]
    last = max((gap.week for gap in found if not gap.forecast), default=None)
    ahead = [gap for gap in found if last and last <= gap.week < last + WEEKS_AHEAD * WEEK]
    return PoolSite(
        code=site,
        heads=heads,
        needed=max((gap.needed_heads for gap in ahead), default=0.0),
        project=Project.objects.filter(site=site).first(),
    )

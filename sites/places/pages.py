"""What the page of a site shows, as plain data made from queries."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sites.distribution.events import AssetKind, Service
from sites.distribution.models import Asset
from sites.distribution.one_line import Box, Path, one_line
from sites.distribution.queries import Standing, standings_of
from sites.distribution.redundancy import PathState, Redundancy
from sites.distribution.topologies import Topology
from sites.distribution.wording import megawatts, name_of, sentence_of
from sites.market.models import Market
from sites.market.queries import standing_markets_of
from sites.models import Hall, Site
from sites.outside.models import DeveloperMilestone, DeveloperPromise
from sites.outside.queries import developer_promises_of
from sites.utility.events import UtilityStep
from sites.utility.models import UtilityAgreement, UtilityPower, UtilityPromise
from sites.utility.queries import PERMITS, agreements_of, utility_power_of, utility_promises_of
from sites.weather.excused import MonthOfWeather
from sites.weather.models import WeatherPlan
from sites.weather.queries import weather_of, weather_plan_of

SERVICES = {
    Service.POWER: "Power",
    Service.FACILITY_WATER: "Facility water (FWS)",
    Service.TECHNOLOGY_COOLING: "Technology cooling (TCS, CDUs to racks)",
    Service.HEAT_REJECTION: "Heat rejection (condenser or dry-cooler side)",
    Service.AIR: "Air (fan walls)",
}


@dataclass(frozen=True, kw_only=True)
class AssetRow:
    """A row of the table beside a diagram."""

    asset: Asset
    state: str


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A distribution as it is shown: a sentence, a picture, and the figures behind them."""

    standing: Standing
    title: str
    topology: str
    sentence: str
    picture: str
    assets: list[AssetRow]

    @property
    def figures(self) -> list[tuple[str, str]]:
        state = self.standing.redundancy
        found = [
            ("Load", megawatts(state.load_kw)),
            ("Available, nothing failed", megawatts(state.available_kw)),
            ("After any one asset", megawatts(state.after_asset_kw)),
        ]
        if state.after_two_assets_kw is not None and state.topology is Topology.N_PLUS_2:
            found.append(("After any two assets", megawatts(state.after_two_assets_kw)))
        if state.after_path_kw is not None:
            path = "block" if state.topology is Topology.BLOCK_REDUNDANT else "path"
            found.append((f"After any one {path}", megawatts(state.after_path_kw)))
        if state.loading is not None:
            found.append(("Most a unit is loaded", f"{state.loading:.0%}"))
        return found


@dataclass(frozen=True, kw_only=True)
class HallPage:
    """A hall and what feeds it."""

    hall: Hall
    feeds: list[Feed]


@dataclass(frozen=True, kw_only=True)
class PowerLine:
    """A step of the utility's power, and what it permits."""

    power: UtilityPower
    permits: str


@dataclass(frozen=True, kw_only=True)
class SitePage:
    """A site: its place, its utility, the dates it waits for, its market, its halls, its weather."""

    site: Site
    halls: list[HallPage]
    agreements: list[UtilityAgreement]
    power: list[PowerLine]
    power_promises: list[UtilityPromise]
    milestones: list[DeveloperMilestone]
    milestone_promises: list[DeveloperPromise]
    markets: list[Market]
    plan: WeatherPlan | None
    weather: list[MonthOfWeather]

    @property
    def lost(self) -> int:
        return sum(month.lost for month in self.weather)

    @property
    def excused(self) -> int:
        return sum(month.excused or 0 for month in self.weather)


def site_page(site: Site, *, now: datetime) -> SitePage:
    return SitePage(
        site=site,
        halls=_halls(site),
        agreements=list(agreements_of(site.code)),
        power=[_power_line(power) for power in utility_power_of(site.code)],
        power_promises=list(utility_promises_of(site.code)),
        milestones=list(DeveloperMilestone.objects.filter(site=site)),
        milestone_promises=list(developer_promises_of(site.code)),
        markets=list(standing_markets_of(site.code)),
        plan=weather_plan_of(site.code),
        weather=weather_of(site.code, until=_today(site, now)),
    )


def feed_of(standing: Standing) -> Feed:
    distribution, state = standing.distribution, standing.redundancy
    sentence = sentence_of(state)
    return Feed(
        standing=standing,
        title=SERVICES[Service(distribution.service)],
        topology=name_of(state.topology),
        sentence=sentence,
        picture=one_line(
            [_path(path, standing) for path in state.paths],
            load=f"Hall {distribution.hall} load {megawatts(state.load_kw)}",
            title=f"One-line of {distribution}. {sentence}",
        ),
        assets=[AssetRow(asset=a, state=standing.state_of(a).value) for a in standing.assets],
    )


def _halls(site: Site) -> list[HallPage]:
    feeds: dict[str, list[Feed]] = {}
    for standing in sorted(standings_of(site.code), key=_order):
        feeds.setdefault(standing.distribution.hall, []).append(feed_of(standing))
    halls = site.halls.select_related("building")
    return [HallPage(hall=hall, feeds=feeds.get(hall.name, [])) for hall in halls]


def _order(standing: Standing) -> int:
    return list(Service).index(Service(standing.distribution.service))


def _path(path: PathState, standing: Standing) -> Path:
    state = standing.redundancy
    return Path(
        heading=_heading(path, state),
        boxes=[
            Box(
                tag=asset.tag,
                stage=list(AssetKind).index(AssetKind(asset.kind)),
                state=standing.state_of(asset).value,
            )
            for asset in standing.assets
            if len(state.paths) == 1 or asset.path == path.name
        ],
    )


def _heading(path: PathState, state: Redundancy) -> str:
    if state.topology is Topology.BLOCK_REDUNDANT:
        return f"Block {path.name}" if path.name != "R" else "Reserve"
    carried = f"{path.live_kw / 1000:g} of {megawatts(path.designed_kw)}"
    return f"Path {path.name}: {carried}" if path.name else f"{carried} passed"


def _power_line(power: UtilityPower) -> PowerLine:
    return PowerLine(power=power, permits=PERMITS[UtilityStep(power.step)])


def _today(site: Site, now: datetime) -> date:
    return now.astimezone(ZoneInfo(site.zone)).date()

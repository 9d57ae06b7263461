"""What has happened before a test begins, told in facts."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from eventlog.facts import Fact, Meta
from eventlog.log import append, read
from projects.commands import issue_forecast
from projects.events import (
    AlertCleared,
    AlertRaised,
    ForecastIssued,
    ProjectKind,
    ProjectRegistered,
    Reason,
    TrancheForecast,
)
from projects.models import AlertSubscription, Mail
from projects.streams import project_stream
from sites.models import Site

NOW = datetime(2024, 5, 13, 12, tzinfo=UTC)
START = date(2025, 1, 6)
BRIDGE = Reason(
    key="incident/bridge",
    kind="incident",
    label="Transformer struck a bridge",
    days=31.4,
    positions=(7,),
)
RAIN = Reason(key="weather", kind="weather", label="Sixty days of rain & mud", days=9.0)

_positions = count(1)


def meta() -> Meta:
    return Meta(actor="test", now=NOW)


def a_project_at(site: str, *subscribers: str) -> None:
    Site.objects.create(code=site, name=f"{site} Campus (fictional)", zone="America/Chicago")
    for email in subscribers:
        AlertSubscription.objects.create(site_id=site, name=email, email=email)
    registered = ProjectRegistered(
        code=f"{site}-1",
        name="First hall",
        site=site,
        kind=ProjectKind.GREENFIELD,
        starts_on=date(2023, 1, 9),
        calendar="5d",
        seed=1,
    )
    append(project_stream(registered.code), registered, meta=meta())


def tranche(
    *, late_days: int, chance: float = 0.7, code: str = "RFS-A", **changes: Any
) -> TrancheForecast:
    """A tranche whose P80 is so many days after its contract start."""
    p80 = START + timedelta(days=late_days)
    terms: dict[str, Any] = {
        "milestone": "MS-RFS-A",
        "starts_on": START,
        "reasons": (BRIDGE, RAIN),
    } | changes
    return TrancheForecast(
        code=code,
        p10=p80 - timedelta(days=60),
        p50=p80 - timedelta(days=20),
        p80=p80,
        p90=p80 + timedelta(days=10),
        quantiles=tuple(p80 + timedelta(days=day - 80) for day in range(1, 100)),
        p80_error_days=0.5,
        chance_of_missing=chance,
        expected_days_late=max(0.0, late_days - 15.0),
        **terms,
    )


def forecast(project: str, *tranches: TrancheForecast, as_of: int | None = None) -> ForecastIssued:
    return ForecastIssued(
        project=project,
        as_of=as_of or next(_positions),
        data_date=date(2024, 5, 11),
        seed=1,
        iterations=1024,
        engine_version="test",
        input_digest="0" * 64,
        tranches=tranches,
    )


def told(project: str, *tranches: TrancheForecast, as_of: int | None = None) -> None:
    """Issue a forecast as the task does."""
    issue_forecast(forecast=forecast(project, *tranches, as_of=as_of), meta=meta())


def late(project: str = "NTX-1") -> None:
    told(project, tranche(late_days=34, chance=0.63))


def safe(project: str = "NTX-1") -> None:
    told(project, tranche(late_days=-30, chance=0.05))


def alert_facts() -> list[Fact[Any]]:
    types = ("projects.alert_raised", "projects.alert_cleared")
    return list(read(types=types))


def alert_events() -> list[AlertRaised | AlertCleared]:
    return [fact.event for fact in alert_facts()]


def only_mail() -> Mail:
    return Mail.objects.get()

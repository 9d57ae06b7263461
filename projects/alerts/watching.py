"""From a forecast to the alerts that it raises or clears."""

from dataclasses import replace
from datetime import date, timedelta

from eventlog.facts import Meta
from eventlog.log import append
from eventlog.projections import fold
from projects.alerts.rules import DEFAULT_RULE, AlertRule, Verdict, judge
from projects.contracts.options import options_of
from projects.events import AlertCleared, AlertRaised, ForecastIssued, TrancheForecast
from projects.models import Project
from projects.projections import alerts
from projects.streams import alert_stream


def watch(
    forecast: ForecastIssued, *, position: int, meta: Meta, rule: AlertRule = DEFAULT_RULE
) -> None:
    """Record the alerts that a forecast at this log position raises or clears, tranche by tranche.

    Belongs in the transaction that appends the forecast: either both stand in the log or neither.
    """
    options = options_of(forecast.project)
    by_forecast = replace(meta, key=None, request="", expected_version=None, caused_by=position)
    for tranche in forecast.tranches:
        if tranche.code in options:
            continue  # delayed by choice: DOMAIN.md A.1, row 29
        stream = alert_stream(forecast.project, tranche.code)
        alert, version = fold(stream, alerts)
        verdict = judge(
            open=alert is not None and alert.open,
            starts_on=tranche.starts_on,
            p80=tranche.p80,
            chance_of_missing=tranche.chance_of_missing,
            rule=rule,
        )
        if verdict is not Verdict.STAY:
            make = _raised if verdict is Verdict.RAISE else _cleared
            event = make(forecast, position, tranche)
            append(stream, event, expected_version=version, meta=by_forecast)


def _raised(forecast: ForecastIssued, position: int, tranche: TrancheForecast) -> AlertRaised:
    return AlertRaised(
        project=forecast.project,
        site=Project.objects.get(code=forecast.project).site_id,
        tranche=tranche.code,
        milestone=tranche.milestone,
        forecast=position,
        since=_last_known_day(forecast),
        starts_on=tranche.starts_on,
        p80=tranche.p80,
        days_late=(tranche.p80 - tranche.starts_on).days,
        chance_of_missing=tranche.chance_of_missing,
        reasons=tranche.reasons,
        without_causes=tranche.without_causes,
        other_days=tranche.other_days,
    )


def _cleared(forecast: ForecastIssued, position: int, tranche: TrancheForecast) -> AlertCleared:
    return AlertCleared(
        project=forecast.project,
        tranche=tranche.code,
        forecast=position,
        on=_last_known_day(forecast),
        p80=tranche.p80,
        chance_of_missing=tranche.chance_of_missing,
    )


def _last_known_day(forecast: ForecastIssued) -> date:
    """The day of the last fact that the forecast knew: on it the threshold was crossed."""
    return forecast.data_date - timedelta(days=1)

"""What bound at the past forecasts of a project, as they recorded it."""

from collections.abc import Callable, Mapping

from eventlog.events import name_of
from eventlog.facts import Fact
from eventlog.log import read
from projects import streams
from projects.binding.since import Known
from projects.events import ForecastIssued, TrancheForecast
from projects.risk.binding import KindShare

Kinds = tuple[KindShare, ...]
WorkedOut = Callable[[int], Mapping[str, Kinds]]
"""From a log position to the kinds of each tranche as they were known then."""


def recorded_history(project: str, *, before: int | None = None) -> dict[str, tuple[Known, ...]]:
    """By tranche what bound at the last forecast of each data date, the oldest first.

    before: a log position, for those that know less. Kinds that were not recorded are None.
    """
    return replayed_history(project, lambda as_of: {}, replayed=0, before=before)


def replayed_history(
    project: str, worked_out: WorkedOut, *, replayed: int, before: int | None = None
) -> dict[str, tuple[Known, ...]]:
    """The same; of the newest so many that recorded nothing it is worked out again."""
    said = _last_words(project, before)
    silent = [fact.event.as_of for fact in said if not any(map(stored_kinds, fact.event.tranches))]
    again = {as_of: worked_out(as_of) for as_of in silent[max(len(silent) - replayed, 0) :]}
    history: dict[str, list[Known]] = {}
    for issued in (fact.event for fact in said):
        found = again.get(issued.as_of, {})
        for tranche in issued.tranches:
            kinds = stored_kinds(tranche) or found.get(tranche.code)
            known = Known(position=issued.as_of, on=issued.data_date, kinds=kinds)
            history.setdefault(tranche.code, []).append(known)
    return {code: tuple(each) for code, each in history.items()}


def stored_kinds(tranche: TrancheForecast) -> Kinds:
    """As the forecast recorded them; forecasts did not always, and of a reached milestone there are none."""
    stored = getattr(tranche, "binding", ())
    return tuple(KindShare(kind=each.kind, days=each.days, share=each.share) for each in stored)


def _last_words(project: str, before: int | None) -> list[Fact[ForecastIssued]]:
    stream, kind = streams.forecast_stream(project), name_of(ForecastIssued)
    said = {
        fact.event.data_date: fact
        for fact in read(streams=[stream], types=[kind])
        if before is None or fact.event.as_of < before
    }
    return sorted(said.values(), key=lambda fact: fact.event.as_of)

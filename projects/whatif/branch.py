"""A branch: the log as it stands and some facts more, which nobody ever recorded.

The very commands are called in a transaction that is always undone: what they refuse is refused here
too, and what they write is gone before anybody could read it. Nudges to workers go out behind a commit,
which never comes. Meanwhile the log is held, as by any writer, for some tenths of a second a change;
the simulation runs after it is let go.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from django.db import transaction

from eventlog.errors import Refusal
from eventlog.facts import Meta
from eventlog.log import lock_log, read, tail_position
from eventlog.withholding import without
from labor.drivers import Crew, crew_drivers
from labor.mixes import crew_mix
from labor.queries import crews_as_of, pools_of_crews
from projects.contracts.as_of import stakes_as_of
from projects.crewing.need import heads_ahead
from projects.forecasting import world_of
from projects.models import Project
from projects.money.slip import Stakes
from projects.progress import run_on
from projects.state import ProjectState, state_of
from projects.timeline import sentence_of
from projects.whatif.changes import Change, problem_at
from projects.whatif.errors import ChangeRefused
from projects.whatif.from_a_day import (
    Crews,
    CrewsFrom,
    Starts,
    by_key,
    expected_starts,
    taking_effect,
)

ACTOR = "what if"


class _Undone(Exception):
    """Takes back all that a branch has written."""


@dataclass(frozen=True, kw_only=True)
class Supposed:
    """The state of a project with what was supposed so far. title: of the last change, in words."""

    title: str
    state: ProjectState
    stakes: dict[str, Stakes]


def branch(project: Project, changes: Sequence[Change], *, now: datetime) -> list[Supposed]:
    """The log as it stands, and then with each change on top of those before it; it is left untouched.

    Raises NothingToForecast and SimulationRefused of the project as it stands, and ChangeRefused.
    """
    found: list[Supposed] = []
    with suppress(_Undone), transaction.atomic():
        lock_log()
        trial = _Trial(project, now=now)
        found.append(trial.supposed("The log as it stands"))
        for number, change in enumerate(changes):
            found.append(trial.suppose(number, change))
        raise _Undone
    return found


class _Trial:
    """The inside of the transaction. ahead: crews that change on a day to come, as far as supposed."""

    def __init__(self, project: Project, *, now: datetime) -> None:
        self._project = project
        self._today = state_of(project.code, as_of=tail_position())
        noon = datetime.combine(self._today.data_date, time(12), tzinfo=UTC)
        self._now = max(now, noon)
        self._ahead: list[CrewsFrom] = []
        self._withheld: set[int] = set()

    def supposed(self, title: str) -> Supposed:
        """The data date stays: that a fact is supposed for a later day does not make it later today."""
        tail = tail_position()
        with without(self._withheld):
            state = state_of(self._project.code, as_of=tail, data_date=self._today.data_date)
        for change in self._ahead:
            drivers = taking_effect(state.drivers, change, starts=self._starts)
            state = replace(state, drivers=drivers)
        return Supposed(
            title=title, state=state, stakes=stakes_as_of(self._project.code, as_of=tail)
        )

    @cached_property
    def _starts(self) -> Starts:
        return expected_starts(world_of(self._today))

    def suppose(self, number: int, change: Change) -> Supposed:
        before, on = tail_position(), change.inputs.get("on")
        try:
            change.command(meta=Meta(actor=ACTOR, now=self._heard(on)), **change.inputs)
        except Refusal as refusal:
            place = f"inputs/{refusal.field}" if refusal.field else ""
            raise ChangeRefused(
                number=number + 1,
                command=change.name,
                why=refusal,
                problems=[problem_at(number, place, refusal.code, str(refusal))],
            ) from refusal
        facts = list(read(after=before))
        title = sentence_of(facts[0]) if facts else change.name
        crews = {fact.position for fact in facts if fact.type.startswith("labor.")}
        if crews and isinstance(on, date) and on > self._today.data_date:
            title = f"From {on.day} {on:%b %Y}: {title}"
            self._from(on, crews)
        return self.supposed(title)

    def _heard(self, on: object) -> datetime:
        """A day to come is supposed on the evening after it: no command takes what has yet to happen."""
        if not isinstance(on, date):
            return self._now
        return max(self._now, datetime.combine(on + timedelta(days=1), time(12), tzinfo=UTC))

    def _from(self, on: date, facts: set[int]) -> None:
        """Note what these facts make of the crews from a day on, and let states not know of them."""
        before, after = self._crews(on, without_facts=facts), self._crews(on, without_facts=set())
        self._ahead.append(CrewsFrom(on=on, before=before, after=after))
        self._withheld |= facts

    def _crews(self, on: date, *, without_facts: set[int]) -> Crews:
        """What crews put out by their mix and heads against the need of the weeks from a day on.

        Measured output says nothing of a mix that has never worked: it stays, and what the change of mix
        and heads makes of it is what DOMAIN.md C.7 makes of it.
        """
        site, needed = self._project.site_id, heads_ahead(run_on(self._today.progress), on=on)
        with without(without_facts):
            crews = [
                Crew(site=site, craft=row.craft, mix=crew_mix(row))
                for row in crews_as_of(site, tail_position())
            ]
        return by_key(crew_drivers(crews, {}, needed, pools_of_crews(site, crews)))

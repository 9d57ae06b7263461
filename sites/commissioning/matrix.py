"""What the commissioning matrix of a site shows, as plain data made from queries."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sites.commissioning.levels import LEVELS, Level
from sites.commissioning.queries import Standing, standings, yields
from sites.commissioning.yields import FirstPass
from sites.events import PASSED, CxLevel, Priority
from sites.models import CommissioningTest, Deficiency, Site, System
from sites.queries import open_deficiencies

ALWAYS_SHOWN = (CxLevel.L1, CxLevel.L2, CxLevel.L3, CxLevel.L4, CxLevel.L5)
"""The other levels are shown where anything is recorded of them."""

Place = tuple[UUID, str]
"""A system and a level; "" for what is of no level."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One system at one level. passed, procedures: by their last attempts."""

    level: Level
    procedures: int
    passed: int
    attempts: int
    open_deficiencies: int

    @property
    def state(self) -> str:
        if not self.procedures:
            return "not tested"
        return "passed" if self.passed == self.procedures else "not passed"

    @property
    def kind(self) -> str:
        return {"passed": "good", "not passed": "bad"}.get(self.state, "note")

    @property
    def attempts_words(self) -> str:
        words = f"{self.attempts} attempt{'s' if self.attempts > 1 else ''}"
        return f"{words}, {self.passed} of {self.procedures}" if self.procedures > 1 else words


@dataclass(frozen=True, kw_only=True)
class SystemLine:
    """open_deficiencies: of all levels and of none."""

    system: System
    cells: Sequence[Cell]
    open_deficiencies: int


@dataclass(frozen=True, kw_only=True)
class HallPart:
    name: str
    lines: Sequence[SystemLine]
    gates: Sequence[Standing]

    @property
    def passed(self) -> int:
        return sum(gate.passed_on is not None for gate in self.gates)


@dataclass(frozen=True, kw_only=True)
class Matrix:
    site: Site
    sites: Sequence[Site]
    levels: Sequence[Level]
    halls: Sequence[HallPart]
    yields: Sequence[FirstPass]
    open_by_priority: Mapping[str, int]
    test_count: int

    @property
    def system_count(self) -> int:
        return sum(len(hall.lines) for hall in self.halls)


def matrix_of(site: Site) -> Matrix:
    tests = list(CommissioningTest.objects.filter(site=site))
    opened = list(open_deficiencies(site.code))
    told = {test.level for test in tests} | {each.level for each in opened}
    levels = [each for each in LEVELS.values() if each.level in ALWAYS_SHOWN or each.level in told]
    lines = _lines(site, levels, tests, opened)
    gates = _by_hall(standings(site.code))
    counts = Counter(each.priority for each in opened)
    return Matrix(
        site=site,
        sites=list(Site.objects.all()),
        levels=levels,
        halls=[
            HallPart(name=hall.name, lines=lines[hall.name], gates=gates[hall.name])
            for hall in site.halls.all()
        ],
        yields=yields(site.code),
        open_by_priority={priority.value: counts[priority.value] for priority in Priority},
        test_count=len(tests),
    )


def _by_hall(found: Sequence[Standing]) -> Mapping[str, list[Standing]]:
    halls: dict[str, list[Standing]] = defaultdict(list)
    for standing in found:
        halls[standing.hall].append(standing)
    return halls


def _lines(
    site: Site,
    levels: Sequence[Level],
    tests: Sequence[CommissioningTest],
    opened: Sequence[Deficiency],
) -> Mapping[str, list[SystemLine]]:
    attempts: dict[Place, list[CommissioningTest]] = defaultdict(list)
    for test in tests:
        attempts[test.system_id, test.level].append(test)
    at_level = Counter((each.system_id, each.level) for each in opened)
    of_system = Counter(each.system_id for each in opened)
    halls: dict[str, list[SystemLine]] = defaultdict(list)
    for system in System.objects.filter(site=site):
        cells = [
            _cell(level, system, attempts[system.pk, level.level], at_level) for level in levels
        ]
        line = SystemLine(system=system, cells=cells, open_deficiencies=of_system[system.pk])
        halls[system.hall].append(line)
    return halls


def _cell(
    level: Level, system: System, tests: Sequence[CommissioningTest], opened: Mapping[Place, int]
) -> Cell:
    last = {test.procedure: test for test in sorted(tests, key=lambda test: test.attempt)}
    return Cell(
        level=level,
        procedures=len(last),
        passed=sum(test.outcome in PASSED for test in last.values()),
        attempts=len(tests),
        open_deficiencies=opened.get((system.pk, level.level), 0),
    )

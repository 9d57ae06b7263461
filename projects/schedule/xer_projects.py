"""Which project of a P6 file is meant, and which of the others is its baseline. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from projects.schedule.errors import ScheduleEmpty, XerHasSeveralProjects, XerProjectUnknown
from projects.schedule.gathering import Gathered, Row
from projects.schedule.xer_tables import NumberedRow, XerTables


@dataclass(frozen=True, slots=True)
class _Unnamed:
    """A project of which only the number is known, as the file has no row for it."""

    proj_id: str
    line: int = 0

    def __getitem__(self, name: str) -> str:
        return self.proj_id if name == "proj_id" else ""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    project: Row
    baseline: Row = field(default_factory=lambda: NumberedRow(0))

    @property
    def proj_id(self) -> str:
        return self.project["proj_id"]


def choose_project(tables: XerTables, project: str | None, gathered: Gathered) -> Chosen:
    """project: short name or id. May be left out when only one has activities and is no baseline."""
    sizes = Counter(row["proj_id"] for row in tables["TASK"])
    if not sizes:
        raise ScheduleEmpty("the file has no activities", table="TASK")
    projects: dict[str, Row] = {row["proj_id"]: row for row in tables["PROJECT"]}
    for proj_id in sizes:
        projects.setdefault(proj_id, _Unnamed(proj_id))
    baselines = {key for key, row in projects.items() if _is_baseline(row, projects)}
    if project is None:
        chosen = _only(projects, {key: n for key, n in sizes.items() if key not in baselines})
    else:
        chosen = _named(projects, project, sizes)
    return Chosen(
        project=chosen,
        baseline=_baseline_of(chosen, [projects[key] for key in baselines], gathered),
    )


def _is_baseline(row: Row, projects: dict[str, Row]) -> bool:
    """A baseline names the project that it was copied from; a copy that works on does not."""
    return row["orig_proj_id"] in projects and row["orig_proj_id"] != row["proj_id"]


def _only(projects: dict[str, Row], sizes: dict[str, int]) -> Row:
    if len(sizes) != 1:
        raise XerHasSeveralProjects(_choices(projects, sizes or dict.fromkeys(projects, 0)))
    return projects[next(iter(sizes))]


def _choices(projects: dict[str, Row], sizes: Mapping[str, int]) -> dict[str, int]:
    """Sizes by short name, or by id where two projects share one."""
    names = Counter(projects[key]["proj_short_name"] for key in sizes)
    named = {key: projects[key]["proj_short_name"] for key in sizes}
    return {name if name and names[name] == 1 else key: sizes[key] for key, name in named.items()}


def _named(projects: dict[str, Row], project: str, sizes: Counter[str]) -> Row:
    if project in projects:
        return projects[project]
    found = [row for row in projects.values() if row["proj_short_name"] == project]
    if not found:
        names = ", ".join(row["proj_short_name"] or row["proj_id"] for row in projects.values())
        raise XerProjectUnknown(
            f"the file has no project {project}; it has {names}", table="PROJECT"
        )
    if len(found) > 1:
        raise XerHasSeveralProjects(
            _choices(projects, {row["proj_id"]: sizes[row["proj_id"]] for row in found})
        )
    return found[0]


def _baseline_of(chosen: Row, baselines: list[Row], gathered: Gathered) -> Row:
    """The one that the project says it is measured against, else the only one or the latest."""
    own = [row for row in baselines if row["orig_proj_id"] == chosen["proj_id"]]
    stated = [row for row in own if row["proj_id"] == chosen["sum_base_proj_id"]]
    if not own:
        return NumberedRow(0)
    taken = (stated or sorted(own, key=lambda row: row["last_recalc_date"])[-1:])[0]
    if len(own) > 1:
        name = taken["proj_short_name"] or taken["proj_id"]
        gathered.note(f"Of {len(own)} baselines {name} is taken.")
    return taken

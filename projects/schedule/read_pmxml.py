"""A schedule out of a Primavera P6 XML file (PMXML, APIBusinessObjects). Pure.

It holds what an XER holds, so its records are put into the words of P6's tables and read alike. P6
writes activities within their project, its programming interface all side by side: both are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from projects.schedule.errors import NotAPmxml
from projects.schedule.gathering import Gathered, Row
from projects.schedule.model import Schedule, SourceFormat
from projects.schedule.p6_schedule import p6_schedule
from projects.schedule.pmxml_calendars import read_calendars
from projects.schedule.pmxml_names import OUT_OF_SEQUENCE, PROBLEM_NAMES, TABLES, TOLD, WORDS
from projects.schedule.xer_projects import choose_project
from projects.schedule.xer_tables import XerTables
from projects.schedule.xml_records import Document, Record, read_document, root_of

_ROOT = "APIBusinessObjects"
_PROJECTS = ("Project", "BaselineProject")
_UDF_VALUES = (
    "TextValue",
    "DoubleValue",
    "IntegerValue",
    "CostValue",
    "StartDateValue",
    "FinishDateValue",
    "IndicatorValue",
)
_KEPT = {tag: frozenset(names) for tag, (_, names) in TABLES.items()} | {
    "BaselineProject": frozenset(TABLES["Project"][1])
}
_SKIPPED = (
    *("Currency", "UnitOfMeasure", "OBS", "EPS", "FinancialPeriod", "ResourceCurve", "Spread"),
    *("ActivityNote", "ActivityStep", "ActivityExpense", "ActivityRisk", "ProjectNote", "Document"),
    *("ResourceRate", "RoleRate", "ResourceAssignmentPeriodActual", "ActivityPeriodActual", "Risk"),
)


def looks_like_pmxml(root: tuple[str, str]) -> bool:
    return root[1] == _ROOT


@dataclass(frozen=True, slots=True)
class _NamedRow:
    line: int
    values: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


def read_pmxml(content: bytes, *, project: str | None = None) -> Schedule:
    """The schedule of one project in the file.

    project: its Id or ObjectId; may be left out when only one has activities and is no baseline.
    Raises NotAPmxml, XmlMalformed, XmlHasDocumentType, XerHasSeveralProjects, XerProjectUnknown,
    XerWithoutDataDate, ScheduleEmpty, ScheduleHasCycle, or UnreadableSchedule with every problem.
    """
    if not looks_like_pmxml(root_of(content)):
        raise NotAPmxml(f"the file is no XML whose outermost element is {_ROOT}")
    document = read_document(content, kept=_KEPT, skipped=_SKIPPED)
    gathered = Gathered(names=PROBLEM_NAMES)
    tables = _tables(document.root)
    _tell_unused(document, gathered)
    chosen = choose_project(tables, project, gathered)
    calendars = read_calendars(list(_all(document.root, "Calendar")), gathered)
    return p6_schedule(tables, chosen, calendars, gathered, SourceFormat.PMXML)


def _tables(root: Record) -> XerTables:
    rows: dict[str, list[Row]] = {table: [] for table, _ in TABLES.values()}
    for tag, (table, _) in TABLES.items():
        rows[table] += [_row(tag, record, "") for record in root.all(tag)]
    for kind in _PROJECTS:
        for record in root.all(kind):
            project = record["ObjectId"]
            if kind == "BaselineProject":
                rows["PROJECT"].append(_baseline(record, root))
            for tag, (table, _) in TABLES.items():
                rows[table] += [_row(tag, below, project) for below in record.all(tag)]
    rows["TASKACTV"] = list(_codes(root))
    rows["UDFVALUE"] = list(_udfs(root))
    return XerTables(rows=rows)


def _row(tag: str, record: Record, project: str) -> _NamedRow:
    """project: the one around it, for what does not name its own."""
    values = {}
    for name, column in TABLES[tag][1].items():
        text = record[name]
        if text:
            values[column] = WORDS.get(column, {}).get(text, text)
    if project:
        values.setdefault("proj_id", project)
    if "out_of_sequence" in values:
        rule = OUT_OF_SEQUENCE.get(values["out_of_sequence"], ("", ""))
        values["sched_retained_logic"], values["sched_progress_override"] = rule
    return _NamedRow(record.line, values)


def _baseline(record: Record, root: Record) -> _NamedRow:
    """A baseline that does not say of what is one of the only project there is."""
    row = _row("Project", record, "")
    projects = root.all("Project")
    if len(projects) == 1:
        row.values.setdefault("orig_proj_id", projects[0]["ObjectId"])
    return row


def _all(root: Record, tag: str) -> Iterator[Record]:
    yield from root.all(tag)
    for kind in _PROJECTS:
        yield from root.all(kind, tag)


def _codes(root: Record) -> Iterator[_NamedRow]:
    for activity in _all(root, "Activity"):
        for code in activity.all("Code"):
            values = {
                "task_id": activity["ObjectId"],
                "actv_code_type_id": code["TypeObjectId"],
                "actv_code_id": code["ValueObjectId"],
            }
            yield _NamedRow(code.line, values)


def _udfs(root: Record) -> Iterator[_NamedRow]:
    for activity in _all(root, "Activity"):
        for udf in activity.all("UDF"):
            values = {
                "fk_id": activity["ObjectId"],
                "udf_type_id": udf["TypeObjectId"],
                "udf_text": next((udf[name] for name in _UDF_VALUES if udf[name]), ""),
            }
            yield _NamedRow(udf.line, values)


def _tell_unused(document: Document, gathered: Gathered) -> None:
    for (tag, name), rows in document.unused.items():
        if name in _SKIPPED:
            gathered.drop(name, "", rows)
        elif name in TOLD:
            gathered.drop(tag, name, rows)
    holders = [document.root, *document.root.all("Project")]
    for tag, records in (pair for holder in holders for pair in holder.records.items()):
        if tag not in TABLES and tag not in _PROJECTS:
            gathered.drop(tag, "", len(records))

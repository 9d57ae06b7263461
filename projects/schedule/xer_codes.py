"""What else P6 says of an activity: its codes, user-defined fields and resources, by task_id. Pure."""

from collections.abc import Mapping, Sequence

from projects.schedule.gathering import Gathered, Row
from projects.schedule.xer_tables import XerTables

_UDF_VALUES = ("udf_text", "udf_number", "udf_date")


class Extras:
    """Reads the tables of a whole file once, and answers for single activities."""

    def __init__(self, tables: XerTables, gathered: Gathered) -> None:
        self._codes = _codes(tables)
        self._fields = _fields(tables, gathered)
        self._resources = _resources(tables)

    def codes(self, task_id: str) -> dict[str, str]:
        return self._codes.get(task_id, {})

    def fields(self, task_id: str) -> dict[str, str]:
        return self._fields.get(task_id, {})

    def resources(self, task_id: str) -> tuple[str, ...]:
        return tuple(self._resources.get(task_id, ()))


def _codes(tables: XerTables) -> dict[str, dict[str, str]]:
    types = _titles(tables["ACTVTYPE"], "actv_code_type_id", "actv_code_type")
    values = _paths(tables["ACTVCODE"], "actv_code_id", "parent_actv_code_id", "short_name")
    found: dict[str, dict[str, str]] = {}
    for row in tables["TASKACTV"]:
        kind, value = row["actv_code_type_id"], values.get(row["actv_code_id"])
        if value:
            found.setdefault(row["task_id"], {})[types.get(kind, kind)] = value
    return found


def _fields(tables: XerTables, gathered: Gathered) -> dict[str, dict[str, str]]:
    """UDFs of activities; those of other things are only counted."""
    kinds = {row["udf_type_id"]: row for row in tables["UDFTYPE"]}
    of_tasks = [row for row in kinds.values() if row["table_name"] in ("TASK", "")]
    titles = _titles(of_tasks, "udf_type_id", "udf_type_label")
    options = _paths(tables["UDFCODE"], "udf_code_id", "parent_udf_code_id", "short_name")
    found: dict[str, dict[str, str]] = {}
    for row in tables["UDFVALUE"]:
        kind = row["udf_type_id"]
        if kind in kinds and kind not in titles:
            gathered.drop("UDFVALUE", f"{kinds[kind]['table_name']}: {_label(kinds[kind])}")
            continue
        value = next((row[name] for name in _UDF_VALUES if row[name]), "")
        value = value or options.get(row["udf_code_id"], "")
        if value:
            found.setdefault(row["fk_id"], {})[titles.get(kind, kind)] = value
    return found


def _label(row: Row) -> str:
    return row["udf_type_label"] or row["udf_type_name"]


def _resources(tables: XerTables) -> dict[str, list[str]]:
    """Each resource once; work that has only a role yet is named by the role."""
    resources = _named(tables["RSRC"], "rsrc_id", "rsrc_short_name", "rsrc_name")
    roles = _named(tables["ROLES"], "role_id", "role_short_name", "role_name")
    found: dict[str, list[str]] = {}
    for row in tables["TASKRSRC"]:
        resource, role = row["rsrc_id"], row["role_id"]
        name = resources.get(resource, resource) or roles.get(role, role)
        assigned = found.setdefault(row["task_id"], [])
        if name and name not in assigned:
            assigned.append(name)
    return found


def _named(rows: Sequence[Row], key: str, *names: str) -> dict[str, str]:
    return {row[key]: next((row[name] for name in names if row[name]), row[key]) for row in rows}


def _titles(rows: Sequence[Row], key: str, name: str) -> dict[str, str]:
    """Titles by id. P6 allows the same one for a code of the project and one for all projects."""
    found: dict[str, str] = {}
    taken: dict[str, int] = {}
    for row in rows:
        title = row[name] or row[key]
        taken[title] = taken.get(title, 0) + 1
        found[row[key]] = title if taken[title] == 1 else f"{title} ({taken[title]})"
    return found


def _paths(rows: Sequence[Row], key: str, parent: str, name: str) -> dict[str, str]:
    by_id = {row[key]: row for row in rows}
    return {one: path_of(one, by_id, parent, name) for one in by_id}


def path_of(key: str, by_id: Mapping[str, Row], parent: str, *names: str) -> str:
    """The names from the top of a tree down to one of its rows, joined by dots."""
    found: list[str] = []
    walked: set[str] = set()
    while key in by_id and key not in walked:
        walked.add(key)
        row = by_id[key]
        found.append(next((row[name] for name in names if row[name]), key))
        key = row[parent]
    return ".".join(reversed(found))

"""The TASKPRED rows of one project in an XER file as links. Pure."""

from projects.schedule.fields import minutes_in
from projects.schedule.gathering import Gathered, Row
from projects.schedule.model import Link, LinkType
from projects.schedule.xer_tables import XerTables


def read_links(
    tables: XerTables, proj_id: str, codes: dict[str, str], gathered: Gathered
) -> tuple[Link, ...]:
    """Links with both ends in the project; those that leave it are noted and left out.

    codes: task_id to activity code. A link given twice keeps its longest lag, as both would hold.
    """
    elsewhere = {row["task_id"] for row in tables["TASK"]} - set(codes)
    found: dict[tuple[str, str, LinkType], Link] = {}
    outside = 0
    for row in tables["TASKPRED"]:
        ends = row["pred_task_id"], row["task_id"]
        if not any(end in codes for end in ends) and row["proj_id"] not in (proj_id, ""):
            continue
        if _leaves_the_project(row, proj_id, elsewhere):
            outside += 1
            continue
        link = _link(row, codes, gathered)
        if link is None:
            continue
        key = link.predecessor, link.successor, link.type
        if key in found:
            gathered.note(f"The {link.type} link {key[0]} to {key[1]} is given twice.")
            link = max(link, found[key], key=lambda each: each.lag)
        found[key] = link
    if outside:
        gathered.note(f"{outside} links from or to other projects are left out.")
    return tuple(found.values())


def _leaves_the_project(row: Row, proj_id: str, elsewhere: set[str]) -> bool:
    stated = {row["proj_id"], row["pred_proj_id"]} - {"", proj_id}
    return bool(stated) or row["task_id"] in elsewhere or row["pred_task_id"] in elsewhere


def _link(row: Row, codes: dict[str, str], gathered: Gathered) -> Link | None:
    lag = minutes_in(row, "lag_hr_cnt", "TASKPRED", gathered) or 0
    name = row["pred_type"].removeprefix("PR_") or LinkType.FS
    whole = name in LinkType.__members__
    if not whole:
        message = f"{row['pred_type'][:40]} is no known type of link"
        gathered.problem("unknown_link_type", message, "TASKPRED", row, "pred_type")
    for end in ("pred_task_id", "task_id"):
        if row[end] not in codes:
            message = f"there is no activity {row[end][:40]!r}"
            gathered.problem("link_to_unknown_activity", message, "TASKPRED", row, end)
            whole = False
    if not whole:
        return None
    return Link(
        predecessor=codes[row["pred_task_id"]],
        successor=codes[row["task_id"]],
        type=LinkType(name),
        lag=lag,
    )

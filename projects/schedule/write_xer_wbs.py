"""The work breakdown as the PROJWBS table of an XER: one tree with one root, as P6 demands. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from projects.schedule.model import Schedule, SourceFormat
from projects.schedule.write_xer_project import PROJ_ID
from projects.schedule.xer_writing import Texts, flag, guid

COLUMNS = (
    "wbs_id proj_id obs_id seq_num est_wt proj_node_flag sum_data_flag status_code wbs_short_name "
    "wbs_name phase_id parent_wbs_id ev_user_pct ev_etc_user_value orig_cost "
    "indep_remain_total_cost ann_dscnt_rate_pct dscnt_period_type indep_remain_work_qty "
    "anticip_start_date anticip_end_date ev_compute_type ev_etc_compute_type guid tmpl_guid "
    "plan_open_state"
).split()
_NEW_NODE = {
    "proj_id": PROJ_ID,
    "est_wt": "1",
    "sum_data_flag": "N",
    "status_code": "WS_Open",
    "ev_user_pct": "6",
    "ev_etc_user_value": "0.88",
    "orig_cost": "0.0000",
    "indep_remain_total_cost": "0.0000",
    "ev_compute_type": "EC_Cmp_pct",
    "ev_etc_compute_type": "EE_Rem_hr",
}
_OF_P6 = (SourceFormat.XER, SourceFormat.PMXML)


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """rows: parents first. ids: wbs_id by path, as activities have it. root: the project's node."""

    rows: tuple[dict[str, str], ...]
    ids: Mapping[str, str]
    root: str
    notes: tuple[str, ...] = ()


def breakdown(schedule: Schedule, texts: Texts) -> Breakdown:
    """Paths begin with the project's node where they come from P6, else they are given one."""
    paths = list(dict.fromkeys(activity.wbs for activity in schedule.activities))
    split = {path: tuple(texts.plain(name) or "-" for name in path.split(".")) for path in paths}
    roots = {names[0] for path, names in split.items() if path}
    own_root = schedule.source in _OF_P6 and len(roots) == 1 and "" not in paths
    root = roots.pop() if own_root else texts.plain(schedule.name).replace(".", " ") or "PROJECT"
    nodes: dict[tuple[str, ...], str] = {(root,): "1"}
    ids = {}
    for path in paths:
        below = split[path] if own_root else (root, *(split[path] if path else ()))
        for depth in range(1, len(below) + 1):
            nodes.setdefault(below[:depth], str(len(nodes) + 1))
        ids[path] = nodes[below]
    notes = () if own_root else (f"P6 wants one root: every WBS path now begins with {root}.",)
    rows = tuple(_row(names, nodes, texts.plain(schedule.name)) for names in nodes)
    return Breakdown(rows=rows, ids=ids, root=root, notes=notes)


def _row(
    names: tuple[str, ...], nodes: Mapping[tuple[str, ...], str], title: str
) -> dict[str, str]:
    is_root = len(names) == 1
    return _NEW_NODE | {
        "wbs_id": nodes[names],
        "seq_num": nodes[names],
        "proj_node_flag": flag(is_root),
        "wbs_short_name": names[-1],
        "wbs_name": title or names[-1] if is_root else names[-1],
        "parent_wbs_id": "" if is_root else nodes[names[:-1]],
        "guid": guid("wbs", *names),
    }

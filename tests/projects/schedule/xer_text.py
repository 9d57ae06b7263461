"""A small XER as P6 would write it, for tests to alter. Ours, so it may stay in the repository."""

from collections.abc import Iterable

Rows = list[dict[str, str]]

WEEK_OF_10_HOURS = (
    "(0||CalendarData()(\x7f\x7f  (0||DaysOfWeek()(\x7f\x7f"
    + "".join(
        f"    (0||{day}()((0||0(s|07:00|f|12:00)())(0||1(f|18:00|s|13:00)())))\x7f\x7f"
        for day in (2, 3, 4, 5)
    )
    + "    (0||1()())(0||6()())(0||7()())))\x7f\x7f"
    + "  (0||VIEW(ShowTotal|Y)())  (0||Exceptions()((0||0(d|45294)())\x7f\x7f"
    + "  (0||1(d|45297)((0||0(s|07:00|f|09:00)())))))))"
)
"""Monday to Thursday 07-12 and 13-18; 2024-01-03 off; Saturday 2024-01-06 worked from 7 to 9."""

NIGHTS = (
    "(0||CalendarData()((0||DaysOfWeek()("
    + "".join(f"(0||{day}()((0||0(s|20:00|f|00:00)())))" for day in range(1, 8))
    + "))(0||Exceptions()())))"
)


def tables() -> dict[str, Rows]:
    return {
        "PROJECT": [
            {
                "proj_id": "1",
                "proj_short_name": "HALL",
                "clndr_id": "10",
                "last_recalc_date": "2024-01-01 00:00",
                "plan_start_date": "2024-01-01 00:00",
                "plan_end_date": "",
            }
        ],
        "CALENDAR": [
            {
                "clndr_id": "10",
                "default_flag": "Y",
                "clndr_name": "Ten hours",
                "base_clndr_id": "",
                "day_hr_cnt": "10",
                "clndr_data": WEEK_OF_10_HOURS,
            },
            {
                "clndr_id": "11",
                "default_flag": "N",
                "clndr_name": "Nights",
                "base_clndr_id": "10",
                "day_hr_cnt": "",
                "clndr_data": NIGHTS,
            },
        ],
        "SCHEDOPTIONS": [
            {
                "proj_id": "1",
                "sched_calendar_on_relationship_lag": "rcal_Predecessor",
                "sched_retained_logic": "Y",
                "sched_progress_override": "N",
            }
        ],
        "PROJWBS": [
            {"wbs_id": "5", "parent_wbs_id": "", "wbs_short_name": "DC"},
            {"wbs_id": "6", "parent_wbs_id": "5", "wbs_short_name": "CX"},
        ],
        "TASK": [
            row("100", "A", "Hall A: L4 tests", 20),
            row("101", "B", "Bleed and flush", 10),
            row("102", "C", "Ready", 0, task_type="TT_FinMile"),
        ],
        "TASKPRED": [pred("101", "100"), pred("102", "101")],
    }


def row(task_id: str, code: str, name: str, hours: int, **more: str) -> dict[str, str]:
    plain = {
        "task_id": task_id,
        "proj_id": "1",
        "wbs_id": "6",
        "clndr_id": "10",
        "task_type": "TT_Task",
        "status_code": "TK_NotStart",
        "task_code": code,
        "task_name": name,
        "rsrc_id": "",
        "remain_drtn_hr_cnt": str(hours),
        "target_drtn_hr_cnt": str(hours),
        "act_start_date": "",
        "act_end_date": "",
        "target_start_date": "2024-01-01 07:00",
        "cstr_type": "",
        "cstr_date": "",
        "cstr_type2": "",
        "cstr_date2": "",
    }
    return plain | more


def pred(task_id: str, before: str, kind: str = "PR_FS", lag_hours: str = "0") -> dict[str, str]:
    return {
        "task_id": task_id,
        "pred_task_id": before,
        "proj_id": "1",
        "pred_proj_id": "1",
        "pred_type": kind,
        "lag_hr_cnt": lag_hours,
    }


def xer(rows: dict[str, Rows], *, end: str = "%E", encoding: str = "cp1252") -> bytes:
    lines = ["ERMHDR\t22.12\t2024-01-01\tProject\tuser\tuser\tdb\tProject Management\tEUR"]
    for table, written in rows.items():
        lines += [f"%T\t{table}", "\t".join(["%F", *written[0]])]
        lines += ["\t".join(["%R", *each.values()]) for each in written]
    return _joined([*lines, end]).encode(encoding)


def _joined(lines: Iterable[str]) -> str:
    return "\r\n".join(lines) + "\r\n"

"""One small P6 file through its revisions: what a planner changes in P6 and imports again."""

from datetime import date
from decimal import Decimal
from typing import Any

from eventlog.doors.inputs import Upload
from eventlog.facts import Appended
from projects.commands import sign_contract
from projects.events import TrancheTerms
from projects.models import Project
from projects.planning import commands
from tests.projects.building import LNTP, heard
from tests.projects.schedule.xer_text import Rows, tables, xer


def update(data_date: str = "2024-01-01 00:00", **of_task: dict[str, str]) -> dict[str, Rows]:
    """The tables with fields of activities changed, by activity code."""
    rows = tables()
    rows["PROJECT"][0]["last_recalc_date"] = data_date
    for task in rows["TASK"]:
        task |= of_task.get(task["task_code"], {})
    return rows


def started(at: str, *, left: str) -> dict[str, str]:
    return {"status_code": "TK_Active", "act_start_date": at, "remain_drtn_hr_cnt": left}


def finished(start: str, finish: str) -> dict[str, str]:
    return {
        "status_code": "TK_Complete",
        "act_start_date": start,
        "act_end_date": finish,
        "remain_drtn_hr_cnt": "0",
    }


def imported(rows: dict[str, Rows], **more: Any) -> Appended:
    project = Project.objects.get()
    file = Upload(name="hall.xer", content=xer(rows))
    return commands.import_schedule(project_id=project.pk, file=file, meta=heard(LNTP), **more)


def signed() -> None:
    """A contract that waits for the milestone C."""
    terms = TrancheTerms(code="A", milestone="C", power_mw=Decimal(24), starts_on=date(2024, 3, 1))
    sign_contract(code="C-1", customer="LAB", project="NTX-1", tranches=(terms,), meta=heard(LNTP))

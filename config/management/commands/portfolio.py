"""`manage.py portfolio`: every tranche with its risk in one table, worst first; or all as one draw."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from projects.models import Forecast, Project
from projects.portfolio.combining import Combined, combined
from projects.portfolio.printed import joint_lines
from projects.portfolio.told import joint_told, money_told
from projects.queries import newest_forecasts
from projects.risk.spread import chance_error

WIDTH = 140
HEADINGS = ("Site", "Project", "Tranche", "Contract start", "P50", "P80", "Chance", "Main reason")
NO_REASON = "-"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One tranche. chance_of_missing: 0 to 1. reason_days: what the reason costs at P80.

    Errors are Monte Carlo errors; None where the forecast is from before it was recorded.
    """

    site: str
    project: str
    tranche: str
    contract_start: date
    p50: date
    p80: date
    chance_of_missing: float
    reason: str
    reason_days: float
    chance_error: float
    expected_days_late: float
    expected_days_late_error: float | None
    p80_error_days: float
    mean: date | None
    sd_days: float | None

    @property
    def cells(self) -> tuple[str, ...]:
        dates = (self.contract_start, self.p50, self.p80)
        chance = f"{self.chance_of_missing:.0%}"
        return (self.site, self.project, self.tranche, *map(str, dates), chance, self.why)

    @property
    def why(self) -> str:
        return f"{self.reason_days:.0f} d  {self.reason}" if self.reason else NO_REASON


class Command(BaseCommand):
    help = "Print the newest forecast of every tranche, worst first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument(
            "--joint",
            action="store_true",
            help="all sites as one draw: lateness together, power, money; as JSON one object, its "
            "amounts in minor units of the currency",
        )

    def handle(self, *args: Any, json: bool, joint: bool, **options: Any) -> None:
        if joint:
            found = combined()
            self.stdout.write(joint_json(found) if json else "\n".join(joint_lines(found)))
            return
        lines = list(portfolio())
        if json:
            for line in lines:
                self.stdout.write(as_json(line))
        elif lines:
            self.stdout.write("\n".join(table([HEADINGS, *(line.cells for line in lines)])))
        else:
            self.stdout.write(
                "No project has been forecast yet. To see one, run: python3 manage.py demo\n"
                "For your own: register a project, import its schedule and sign its contract in "
                "the admin or by the API, with a worker running."
            )


def portfolio() -> Iterable[Line]:
    """Every tranche that has a forecast, worst first."""
    projects = {project.code: project for project in Project.objects.select_related("site")}
    return (_line(row, projects[row.project]) for row in newest_forecasts())


def joint_json(found: Combined) -> str:
    return json.dumps({**joint_told(found), "money": money_told(found)}, default=str)


def as_json(line: Line) -> str:
    return json.dumps(asdict(line), default=str)


def table(rows: Sequence[Sequence[str]], width: int = WIDTH) -> list[str]:
    """Rows in columns, two spaces apart; the last column is cut where the line would be too long."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    left = width - sum(widths) - 2 * len(widths)
    return [
        "  ".join(
            [cell.ljust(wide) for cell, wide in zip(row, widths, strict=False)]
            + [shortened(row[-1], left)]
        ).rstrip()
        for row in rows
    ]


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _line(row: Forecast, project: Project) -> Line:
    costing = [reason for reason in row.reasons if reason["days"] > 0]
    reason: dict[str, Any] = costing[0] if costing else {"label": "", "days": 0.0}
    return Line(
        site=project.site.name.removesuffix(" (fictional)"),
        project=row.project,
        tranche=row.tranche,
        contract_start=row.starts_on,
        p50=row.p50,
        p80=row.p80,
        chance_of_missing=row.chance_of_missing,
        reason=reason["label"],
        reason_days=reason["days"],
        chance_error=chance_error(row.chance_of_missing, iterations=row.iterations),
        expected_days_late=row.expected_days_late,
        expected_days_late_error=row.expected_days_late_error,
        p80_error_days=row.p80_error_days,
        mean=row.mean,
        sd_days=row.sd_days,
    )

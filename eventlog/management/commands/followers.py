"""Who follows the log, how far behind, and how to go on: `manage.py followers [--resume NAME]`."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eventlog import cursors
from eventlog.errors import Refusal
from eventlog.followers import Follower, named
from eventlog.models import Check
from eventlog.standings import Standing, checks, standings

Cells = tuple[str, ...]

HEADINGS = ("FOLLOWER", "POSITION", "TAIL", "LAG", "OLDEST UNREAD", "STATE")


class Command(BaseCommand):
    help = (
        "Show the followers of the log and the nightly checks, or tell a stopped follower to go on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--resume", metavar="NAME", help="try again where it stopped")
        where = parser.add_mutually_exclusive_group()
        where.add_argument(
            "--skip", type=int, metavar="POSITION", help="leave out the event that stopped it"
        )
        where.add_argument(
            "--behind", type=int, metavar="POSITION", help="read on from here, whatever it has read"
        )

    def handle(self, *args: Any, resume: str | None, **options: Any) -> None:
        skip, behind = options["skip"], options["behind"]
        if resume:
            self._tell(resume, skip=skip, behind=behind)
        elif skip is not None or behind is not None:
            raise CommandError("Say which follower: --resume NAME.")
        self._show()

    def _tell(self, name: str, *, skip: int | None, behind: int | None) -> None:
        try:
            _go_on(named(name), skip=skip, behind=behind)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None

    def _show(self) -> None:
        now = datetime.now(UTC)
        for line in _aligned([HEADINGS, *map(_cells, standings(now=now))]):
            self.stdout.write(line)
        for check in checks():
            self.stdout.write(_told(check))


def _go_on(follower: Follower, *, skip: int | None, behind: int | None) -> None:
    assert follower.cursor  # one that has never run can be told where to begin
    if skip is not None:
        cursors.skip(follower.name, skip)
    elif behind is not None:
        cursors.go_on_behind(follower.name, behind)
    else:
        cursors.resume(follower.name)
    follower.nudge()


def _cells(standing: Standing) -> Cells:
    stopped = f"stopped at {standing.stopped_at}: {standing.problem}"
    return (
        standing.name,
        f"{standing.position}",
        f"{standing.tail}",
        f"{standing.lag_events}",
        f"{standing.lag_seconds:.0f} s" if standing.lag_events else "-",
        "running" if standing.stopped_at is None else stopped,
    )


def _told(check: Check) -> str:
    """One line about a nightly check."""
    return (
        f"Check of the {check.name}, {check.checked_at:%Y-%m-%d %H:%M} UTC: "
        f"{'well' if check.ok else 'FAILED'}: {check.report}"
    )


def _aligned(rows: list[Cells]) -> list[str]:
    """Rows in columns, two spaces apart."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]

"""Measure one empty scratch database: `python -m eventlog.bench PLAN RESULTS`, started by `manage.py bench`.

The settings say which database; RESULTS gets one line of JSON for each figure.
"""

import signal
import sys
from pathlib import Path

import django

django.setup()  # before the models of the bench are read

import msgspec  # noqa: E402
from django.db import connection  # noqa: E402

from eventlog.bench import scratch  # noqa: E402
from eventlog.bench.appends import appended  # noqa: E402
from eventlog.bench.growth import grown  # noqa: E402
from eventlog.bench.lines import Line  # noqa: E402
from eventlog.bench.plan import Plan, plan_of  # noqa: E402
from eventlog.bench.reading import folded  # noqa: E402
from eventlog.bench.unchained import chained  # noqa: E402


def main(plan: Plan, results: Path) -> None:
    scratch.make_tables()
    lines = measure(plan, name_of_database())
    results.write_bytes(b"\n".join(map(msgspec.json.encode, lines)))


def measure(plan: Plan, database: str) -> list[Line]:
    lines = []
    if any(map(plan.has, ("append", "batch", "slow-disk"))):
        lines += appended(plan, database)
    if plan.has("chain"):
        lines += chained(plan, database)
    if plan.has("fold"):
        lines.append(folded(plan, database))
    if plan.has("rebuild") or plan.has("growth"):
        lines += grown(plan, database)
    return lines


def name_of_database() -> str:
    if connection.vendor == "sqlite":
        from sqlite3 import sqlite_version

        return f"SQLite {sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the writers are ended too
    main(plan_of(sys.argv[1]), Path(sys.argv[2]))

"""Whether the database still refuses to change the log."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Warning
from django.db import connections

GUARDS = {
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass('eventlog_event')"
        " AND tgenabled IN ('O', 'A')",
        {"eventlog_append_only"},
    ),
    "sqlite": (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'eventlog_event'",
        {"eventlog_no_update", "eventlog_no_delete", "eventlog_no_replace"},
    ),
}
MAY_CHANGE = """
SELECT current_user, has_table_privilege('eventlog_event', 'UPDATE, DELETE, TRUNCATE')
"""


def check_guards(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """The log's triggers are there, and on PostgreSQL the login could not go around them."""
    return [fault for alias in databases or () for fault in _faults(alias)]


def _faults(alias: str) -> list[CheckMessage]:
    connection = connections[alias]
    query, wanted = GUARDS[connection.vendor]
    with connection.cursor() as cursor:
        if "eventlog_event" not in connection.introspection.table_names(cursor):
            return []  # not migrated yet
        cursor.execute(query)
        missing = wanted - {name for (name,) in cursor.fetchall()}
        if missing:
            return [_unguarded(missing)]
        if connection.vendor == "postgresql":
            cursor.execute(MAY_CHANGE)
            login, may_change = cursor.fetchone()
            return [_owner(login)] if may_change else []
    return []


def _unguarded(missing: set[str]) -> CheckMessage:
    return Error(
        f"The log can be changed: without {', '.join(sorted(missing))}.",
        hint="Verify the log, then make its triggers again: eventlog/migrations/0002_append_only.py.",
        id="eventlog.E009",
    )


def _owner(login: str) -> CheckMessage:
    return Warning(
        f"{login} owns the log and could take its guards away.",
        hint="Migrate as the owner, run web and workers as a login IN ROLE slipway_app.",
        id="eventlog.W010",
    )

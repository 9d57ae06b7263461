"""Single fields of an XER row: dates and hours, each wrong one gathered as a problem. Pure."""

import math
from datetime import datetime

from projects.schedule.xer_tables import Gathered, NumberedRow


def date_in(row: NumberedRow, name: str, table: str, gathered: Gathered) -> datetime | None:
    """A naive wall-clock date, as P6 writes it; None for an empty field or a wrong one."""
    text = row[name]
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or not 1900 <= at.year <= 2200:
        gathered.problem("not_a_date", f"{text!r} is not a date", table, row, name)
        return None
    return at.replace(second=0, microsecond=0, tzinfo=None)


def minutes_in(row: NumberedRow, name: str, table: str, gathered: Gathered) -> int | None:
    """Hours as the file counts them, in whole minutes; None for an empty field or a wrong one."""
    text = row[name].replace(",", ".")
    if not text:
        return None
    try:
        hours = float(text)
    except ValueError:
        hours = math.nan
    if not abs(hours) < 1e7:
        gathered.problem("not_a_number", f"{row[name]!r} is not a number", table, row, name)
        return None
    return round(hours * 60)


def duration_in(row: NumberedRow, name: str, table: str, gathered: Gathered) -> int | None:
    minutes = minutes_in(row, name, table, gathered)
    if minutes is not None and minutes < 0:
        gathered.problem("negative_duration", f"{row[name]} is negative", table, row, name)
        return None
    return minutes

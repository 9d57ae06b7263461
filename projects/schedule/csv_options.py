"""options.csv: a setting and its value in each row, for the schedule and how it is dated. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from projects.schedule.csv_rows import Cells
from projects.schedule.model import Options

OPTIONS = "options.csv"
REQUIRED = ("setting", "value")

_TEXTS = ("name", "default_calendar")
_DATES = ("data_date", "planned_start", "must_finish_by")
_YES_NO = {"yes": True, "no": False, "y": True, "n": False, "true": True, "false": False}
_MINUTES = "_minutes"


@dataclass(kw_only=True)
class Settings:
    """What a file sets; rows: where, for what can be judged only against other files."""

    texts: dict[str, str] = field(default_factory=dict)
    dates: dict[str, datetime | None] = field(default_factory=dict)
    options: Options = field(default_factory=Options)
    rows: dict[str, Cells] = field(default_factory=dict)


def read_settings(rows: Sequence[Cells]) -> Settings:
    found = Settings()
    chosen: dict[str, Any] = {}
    usual = {each.name: each.default for each in fields(Options)}
    for row in rows:
        name = row.text("setting").lower().removesuffix(_MINUTES)
        if found.rows.setdefault(name, row) is not row:
            row.problem("duplicate_setting", f"{name[:40]} was given before", "setting")
        elif name in _TEXTS:
            found.texts[name] = row.text("value")
        elif name in _DATES:
            found.dates[name] = row.date("value")
        elif name in usual:
            value = _value(row, usual[name])
            chosen[name] = usual[name] if value is None else value
        else:
            row.problem("unknown_setting", f"{name[:40]!r} is no known setting", "setting")
    found.options = Options(**chosen)
    return found


def _value(row: Cells, usual: object) -> object:
    """The cell as what the option's usual value is: a word, yes or no, or minutes."""
    text = row.text("value")
    if isinstance(usual, StrEnum):
        return row.word("value", type(usual), "unknown_value")
    if isinstance(usual, bool):
        if text and text.lower() not in _YES_NO:
            row.problem("unknown_value", f"{text[:40]!r} is neither yes nor no", "value")
        return _YES_NO.get(text.lower())
    return row.signed_days("value", 1)

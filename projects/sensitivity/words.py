"""How much a date depends on an activity, in words. Pure."""

from projects.risk.sensitivity import ActivitySensitivity

_OFTEN = ((0.8, "nearly always"), (0.4, "often"), (0.1, "sometimes"), (0.0, "seldom"))
_MUCH, _SOME = 0.2, 0.05


def words_of(each: ActivitySensitivity) -> str:
    """`often holds up the date, and moves it much`."""
    often = next(word for least, word in _OFTEN if each.criticality >= least)
    return f"{often} holds up the date, {_moves(each)}"


def _moves(each: ActivitySensitivity) -> str:
    if not each.sd_minutes:
        return "but always by the same days"
    index = each.schedule_sensitivity or 0
    if index >= _MUCH:
        return "and moves it much"
    return "and moves it somewhat" if index >= _SOME else "but hardly moves it"

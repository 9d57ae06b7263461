"""What binds, in words and as a bar. Pure."""

from collections.abc import Sequence

from eventlog.doors import svg
from eventlog.doors.svg import day_text
from projects.binding.since import Known, Since, nearly_tied
from projects.risk.binding import KindShare

WORDS = {
    "labor": "Labor",
    "supply": "Supply",
    "power": "Power",
    "weather": "Weather",
    "design": "Design",
    "commissioning": "Commissioning",
    "third_party": "A third party",
    "unmapped": "Unmapped work",
}

_OF_THE_PATH = "of the time on the driving path"


def word_of(kind: str) -> str:
    return WORDS.get(kind, kind.replace("_", " ").capitalize())


def percent(share: float) -> str:
    return "under 1 %" if 0 < share < 0.005 else f"{share:.0%}".replace("%", " %")


def headline(kinds: Sequence[KindShare], since: Since | None, *, too_close: bool = False) -> str:
    """`Supply binds since 3 Mar 2026: 61 % of the time on the driving path; then commissioning 22 %.`"""
    if not kinds or since is None:
        return "Nothing binds any more: the milestone is reached."
    first, *others = kinds
    if too_close:
        two = f"{word_of(first.kind)} and {word_of(others[0].kind).lower()}"
        each = f"{percent(first.share)} and {percent(others[0].share)}"
        return f"{two} are too close to call: {each} {_OF_THE_PATH}."
    then = f"; then {word_of(others[0].kind).lower()} {percent(others[0].share)}" if others else ""
    binds = f"{word_of(first.kind)} binds since {day_text(since.on)}"
    return f"{binds}: {percent(first.share)} {_OF_THE_PATH}{then}."


def before_words(since: Since) -> str:
    """What is known of the time before."""
    if since.may_be_longer:
        return f"Not known before the forecast of {day_text(since.on)}."
    return f"Before that, {word_of(since.before or '').lower()} bound."


def bound_words(known: Known) -> str:
    """What bound at one forecast: `Supply 61 %`."""
    if known.kinds is None:
        return "not known"
    if not known.kinds:
        return "nothing, it was reached"
    shown = known.kinds[: 2 if nearly_tied(known.kinds) else 1]
    return ", ".join(f"{word_of(each.kind)} {percent(each.share)}" for each in shown)


def binds_words(kinds: Sequence[KindShare]) -> str:
    """`Supply binds, 61 %`; nothing where nothing is known."""
    if not kinds:
        return ""
    return f"{word_of(kinds[0].kind)} binds, {percent(kinds[0].share)}"


def stacked(kinds: Sequence[KindShare]) -> str:
    """One bar, 100 wide, each kind as long as its share."""
    said = ", ".join(f"{word_of(each.kind).lower()} {percent(each.share)}" for each in kinds)
    title = f"Time on the driving path: {said}."
    picture = svg.drawing(100, 6, title=title, kind="bar")
    picture.set("preserveAspectRatio", "none")
    svg.box(picture, (0, 0), 100, 6, kind="bar-track")
    at = 0.0
    for each in kinds:
        svg.box(picture, (at, 0), 100 * each.share, 6, kind=f"binds-{each.kind}")
        at += 100 * each.share
    return svg.markup(picture)

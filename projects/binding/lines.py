"""What binds a tranche in one line, as its newest forecast recorded it: nothing is simulated for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from projects.binding.history import recorded_history
from projects.binding.since import Known, nearly_tied, since_when
from projects.binding.wording import before_words, headline, percent, stacked, word_of
from projects.risk.binding import KindShare


@dataclass(frozen=True, kw_only=True)
class KindLine:
    """One kind. mark: the CSS class of its color in the bar."""

    word: str
    mark: str
    days: float
    share: str

    @classmethod
    def of(cls, kind: KindShare) -> "KindLine":
        return cls(
            word=word_of(kind.kind),
            mark=f"slip-binds-{kind.kind}",
            days=kind.days,
            share=percent(kind.share),
        )


@dataclass(frozen=True, kw_only=True)
class BindingLine:
    """A sentence, what is known of the time before, and the kinds as one bar with its key."""

    headline: str
    before: str
    bar: str
    kinds: Sequence[KindLine] = ()


def recorded_lines(projects: Iterable[str]) -> dict[tuple[str, str], BindingLine]:
    """By project and tranche, where the newest forecast recorded it."""
    lines = {
        (project, tranche): line_of(history)
        for project in projects
        for tranche, history in recorded_history(project).items()
    }
    return {name: line for name, line in lines.items() if line}


def line_of(history: Sequence[Known]) -> BindingLine | None:
    since = since_when(history)
    if since is None:
        return None
    kinds = history[-1].kinds or ()
    tied = nearly_tied(kinds)
    return BindingLine(
        headline=headline(kinds, since, too_close=tied),
        before="" if tied else before_words(since),
        bar=stacked(kinds),
        kinds=[KindLine.of(each) for each in kinds],
    )

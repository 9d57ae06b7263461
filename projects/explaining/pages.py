"""What the page of what moved a date shows, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from unfold import widgets

from eventlog.doors.svg import day_text
from eventlog.errors import Refusal
from projects import charts
from projects.explaining.explaining import explain_move
from projects.explaining.told import Explained, StepTold, TrancheMove
from projects.models import Forecast, Project
from projects.risk.simulation import ITERATIONS


class BetweenForm(forms.Form):
    """From which forecast to which."""

    since = forms.TypedChoiceField(
        label="What moved the date since the forecast of",
        coerce=int,
        widget=widgets.UnfoldAdminSelectWidget(),
    )
    until = forms.TypedChoiceField(
        label="Until the forecast of", coerce=int, widget=widgets.UnfoldAdminSelectWidget()
    )

    def __init__(self, data: Mapping[str, str], *, forecasts: list[tuple[int, date]]) -> None:
        super().__init__(data)
        choices = [
            (as_of, f"{day_text(day)}, log position {as_of}") for as_of, day in reversed(forecasts)
        ]
        for name in ("since", "until"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """A step with its bar, drawn to the scale of the largest."""

    step: StepTold
    bar: str

    @property
    def days_words(self) -> str:
        return f"{self.step.days:+}"

    @property
    def kind(self) -> str:
        return "worse" if self.step.days > 0 else "better" if self.step.days < 0 else "same"


@dataclass(frozen=True, kw_only=True)
class MovePart:
    """One tranche: its move, the lines that add up to it, and forecasts that said another day of it."""

    move: TrancheMove
    lines: list[StepLine]
    said: list[Forecast]

    @property
    def days_words(self) -> str:
        return f"{self.move.days:+}"


@dataclass(frozen=True, kw_only=True)
class ExplanationPage:
    """form and explained are None before the second forecast; explained too where the form is not valid."""

    project: Project
    form: BetweenForm | None
    explained: Explained | None
    parts: list[MovePart]


def explanation_page(project: Project, given: Mapping[str, str]) -> ExplanationPage:
    """given: the positions as the address has them; by default the previous forecast and the newest."""
    forecasts = list(
        Forecast.objects.filter(project=project.code)
        .order_by("as_of")
        .values_list("as_of", "data_date")
        .distinct()
    )
    if len(forecasts) < 2:
        return ExplanationPage(project=project, form=None, explained=None, parts=[])
    chosen = {"since": str(forecasts[-2][0]), "until": str(forecasts[-1][0])} | {
        name: given[name] for name in ("since", "until") if name in given
    }
    form = BetweenForm(chosen, forecasts=forecasts)
    explained = _explained(project, form) if form.is_valid() else None
    parts = (
        [_part(move, _said_else(explained, move)) for move in explained.moves] if explained else []
    )
    return ExplanationPage(project=project, form=form, explained=explained, parts=parts)


def _explained(project: Project, form: BetweenForm) -> Explained | None:
    """None, and said in the form, where nothing lies between the two or nothing could have moved."""
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    if until <= since:
        form.add_error("until", "Choose a forecast that is newer than the one to begin with.")
        return None
    try:
        return explain_move(project.code, since=since, until=until, iterations=ITERATIONS)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _said_else(explained: Explained, move: TrancheMove) -> list[Forecast]:
    """The forecasts on record at its two ends whose P80 is another day, as fewer iterations give."""
    ends = {explained.since: move.p80_before.date(), explained.until: move.p80_after.date()}
    kept = Forecast.objects.filter(
        project=explained.project, tranche=move.tranche, as_of__in=ends
    ).order_by("as_of")
    return [each for each in kept if each.p80 != ends[each.as_of]]


def _part(move: TrancheMove, said: list[Forecast]) -> MovePart:
    largest = max((abs(step.days) for step in move.steps), default=0)
    lines = [
        StepLine(step=step, bar=charts.bar(float(step.days), of=float(largest or 1)))
        for step in move.steps
    ]
    return MovePart(move=move, lines=lines, said=said)

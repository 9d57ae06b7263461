"""What the page of one forecast on the record shows: what it said then, whatever has been said since."""

from dataclasses import dataclass

from projects import outlook
from projects.binding.history import kinds_of, recorded_history, was_recorded
from projects.binding.lines import line_of
from projects.models import Activity, Forecast, Project, Tranche
from projects.outlook import Outlook
from projects.portfolio.distribution import said_by
from projects.track.models import ForecastScore


@dataclass(frozen=True, kw_only=True)
class ForecastPage:
    """before, after: the forecasts of the same tranche next to this one. score: once it was ready."""

    outlook: Outlook
    before: Forecast | None
    after: Forecast | None
    score: ForecastScore | None

    @property
    def forecast(self) -> Forecast:
        assert self.outlook.forecast is not None
        return self.outlook.forecast

    @property
    def asks_what_binds(self) -> bool:
        """Nothing binds a milestone that was reached by then."""
        return bool(kinds_of(self.forecast)) or not was_recorded(self.forecast)


def forecast_page(forecast: Forecast) -> ForecastPage | None:
    """None of a forecast whose project or tranche stands no more."""
    found = _outlook_then(forecast)
    if found is None:
        return None
    same = Forecast.objects.filter(project=forecast.project, tranche=forecast.tranche)
    scores = ForecastScore.objects.filter(project=forecast.project, tranche=forecast.tranche)
    return ForecastPage(
        outlook=found,
        before=same.filter(as_of__lt=forecast.as_of).order_by("-as_of").first(),
        after=same.filter(as_of__gt=forecast.as_of).order_by("as_of").first(),
        score=scores.filter(as_of=forecast.as_of).first(),
    )


def _outlook_then(forecast: Forecast) -> Outlook | None:
    """The tranche with this forecast as its newest; its alert and its money are of today, and left out."""
    name = (forecast.project, forecast.tranche)
    project = Project.objects.select_related("site").filter(code=forecast.project).first()
    tranche = Tranche.objects.filter(project=forecast.project, code=forecast.tranche).first()
    if project is None or tranche is None:
        return None
    known = recorded_history(forecast.project, before=forecast.as_of + 1)
    milestones = Activity.objects.filter(project=forecast.project, code=forecast.milestone)
    return Outlook(
        project=project,
        tranche=tranche,
        milestone=milestones.first(),
        forecast=forecast,
        history=outlook.history_of([forecast.project], until=forecast.as_of).get(name, ()),
        alert=None,
        being_forecast=False,
        is_option=False,
        said=said_by(forecast),
        binding=line_of(known.get(forecast.tranche, ())),
    )

"""The facts of what is promised and forecast of the stages on the way."""

from datetime import date

from eventlog.events import Event, event_type
from supply.events import Stage


@event_type("supply.stage_promised", permanent=("site", "number", "stage"))
class StagePromised(Event):
    """A supplier gave a date for a stage on the way; the one of the delivery is the promise itself."""

    site: str
    number: str
    stage: Stage
    promised_on: date
    on: date


@event_type("supply.stage_forecast", permanent=("site", "number", "stage"))
class StageForecast(Event):
    """Our own forecast of a stage, also of the delivery: from an expediter's visit, or a vessel's position."""

    site: str
    number: str
    stage: Stage
    forecast_on: date
    on: date

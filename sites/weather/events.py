"""The weather days that a contract anticipates."""

from datetime import date

from eventlog.events import Event, event_type


@event_type("sites.weather_days_planned", permanent=("site", "revision"))
class WeatherDaysPlanned(Event):
    """Lost days that the schedule carries in each month, January first, and what they rest on.

    revision: 0 for the first plan; a later one takes its place.
    """

    site: str
    revision: int
    days: tuple[int, ...]
    basis: str
    on: date

"""Why a forecast is not computed again."""

from eventlog.errors import Refusal


class NoSuchForecast(Refusal):
    code = "no_such_forecast"
    says = "There is no forecast {given}: give the log position of one, or the id of its row."
    status = 404


class OtherEngine(Refusal):
    code = "other_engine"
    says = (
        "The forecast at {position} was computed by engine {recorded} and this is engine {here}: "
        "run the release that has engine {recorded}."
    )

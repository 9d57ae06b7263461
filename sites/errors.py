"""What a site refuses."""

from eventlog.errors import Refusal


class UnknownSite(Refusal):
    code = "unknown_site"
    says = "There is no site {site}."
    field = "site"
    status = 422


class UnknownHall(Refusal):
    code = "unknown_hall"
    says = "Site {site} has no hall {hall}."
    field = "hall"
    status = 422


class UnknownSystem(Refusal):
    code = "unknown_system"
    says = "There is no system {system}."
    field = "system_id"
    status = 404


class SystemAlreadyRegistered(Refusal):
    code = "system_already_registered"
    says = "System {tag} is already registered in hall {hall} of {site}."
    field = "tag"


class AlreadyEnergised(Refusal):
    code = "system_already_energised"
    says = "System {tag} was energised on {on}."
    field = "on"


class AttemptOutOfOrder(Refusal):
    code = "attempt_out_of_order"
    says = "The next attempt of {procedure} at {level} is number {due}, not {attempt}."
    field = "attempt"


class TestBeforePredecessor(Refusal):
    code = "test_before_earlier_attempt"
    says = "Attempt {attempt} was on {on}; the next one cannot be before it."
    field = "on"


class DeficiencyAlreadyRaised(Refusal):
    code = "deficiency_already_raised"
    says = "Deficiency {reference} was already raised on this system."
    field = "reference"


class UnknownDeficiency(Refusal):
    code = "unknown_deficiency"
    says = "There is no deficiency {deficiency}."
    field = "deficiency_id"
    status = 404


class DeficiencyAlreadyClosed(Refusal):
    code = "deficiency_already_closed"
    says = "Deficiency {reference} was closed on {on}."
    field = "deficiency_id"


class ClosedBeforeRaised(Refusal):
    code = "closed_before_raised"
    says = "Deficiency {reference} was raised on {raised_on}; it cannot be closed on {on}."
    field = "on"


class WeatherDayAlreadyRecorded(Refusal):
    code = "weather_day_already_recorded"
    says = "{on} is already recorded as lost to weather at {site}."
    field = "on"


class DayInFuture(Refusal):
    code = "day_in_future"
    says = "{on} has not come yet at {place}: a fact is something that has happened."
    field = "on"
    status = 422


class DayOutOfRange(Refusal):
    code = "day_out_of_range"
    says = "{on} is in no calendar of ours: give a day from 2000 to 2099."
    field = "on"
    status = 422

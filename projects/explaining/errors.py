"""Why a move cannot be explained."""

from eventlog.errors import Refusal


class NotInTheLog(Refusal):
    code = "not_in_the_log"
    says = "The log has no position {position}: it goes from 1 to {tail}."
    status = 422


class NotAfter(Refusal):
    code = "not_after"
    says = "Position {until} is not after position {since}: nothing lies between them."
    field = "to"
    status = 422


class NoTwoForecasts(Refusal):
    code = "no_two_forecasts"
    says = "{project} has no two forecasts yet: name the log positions to explain the move between."
    status = 422


class NoDateThen(Refusal):
    code = "no_date_then"
    says = "At position {position} there was no date that could have moved: {why}"
    status = 422


class NoSuchTranche(Refusal):
    code = "no_such_tranche"
    says = "{project} had no tranche {tranche} at both positions; it had {known}."
    field = "tranche"
    status = 422


class TooManyCauses(Refusal):
    code = "too_many_causes"
    says = "{causes} causes moved a date: orders can be averaged for up to {most}. Choose positions that lie closer."
    field = "orders"
    status = 422


class TooFewIterations(Refusal):
    code = "too_few_iterations"
    says = "{iterations} iterations are not between {least} and {most:,}."
    field = "iterations"
    status = 422

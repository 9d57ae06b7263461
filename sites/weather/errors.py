"""What is refused of planned weather days."""

from eventlog.errors import Refusal


class MoreDaysThanMonth(Refusal):
    code = "more_days_than_month"
    says = "{month} has no {days} days."
    status = 422


class PlannedAlready(Refusal):
    code = "weather_days_planned_already"
    says = "These days are planned for {site} already."

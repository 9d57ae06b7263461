"""What a report of hours refuses."""

from eventlog.errors import Refusal


class BeforeMobilised(Refusal):
    code = "before_mobilised"
    says = "Crew {name} came on site on {since}; {on} is before."
    field = "on"


class ImpossibleHours(Refusal):
    code = "impossible_hours"
    says = "{hours} hours: a day has 24 and a week 168, and none has fewer than none."
    status = 422


class ImpossibleDays(Refusal):
    code = "impossible_days"
    says = "{days} days a week: a pattern has 1 to 7."
    field = "days_per_week"
    status = 422


class NegativeAmount(Refusal):
    code = "negative_amount"
    says = "{amount} is less than nothing."
    status = 422


class TooLargeAmount(Refusal):
    code = "too_large_amount"
    says = "{amount} is more than {most}, the most that can be kept."
    status = 422


class MoreHoursThanHeads(Refusal):
    code = "more_hours_than_heads"
    says = "{hours} hours are more than {heads} heads have in a week of 168."
    field = "straight_hours"


class ApprenticesAboveAll(Refusal):
    code = "apprentice_hours_above_all"
    says = "{apprentice_hours} hours of apprentices are more than the {hours} that all worked."
    field = "apprentice_hours"


class ImpossibleAbsence(Refusal):
    code = "impossible_absence"
    says = "{percent} % of the heads cannot be absent: give 0 to 100."
    field = "absence_percent"
    status = 422


class EarnedWithoutWork(Refusal):
    code = "earned_without_work"
    says = "Nothing is earned in a week in which nothing was worked."
    field = "earned_hours"


class QuantityWithoutUnit(Refusal):
    code = "quantity_without_unit"
    says = "A quantity needs its unit, such as m of cable, and a unit its quantity."
    field = "unit"
    status = 422

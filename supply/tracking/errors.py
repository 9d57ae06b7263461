"""What is refused of dates of stages."""

from eventlog.errors import Refusal


class StagePassed(Refusal):
    code = "stage_passed"
    says = "Order {number} is {current} already: {stage} lies behind it."
    field = "stage"


class StageDateOutOfRange(Refusal):
    code = "stage_date_out_of_range"
    says = "{day} is no date of a stage: give a day from {placed_on}, when it was ordered, to 2099."
    status = 422


class StagesOutOfOrder(Refusal):
    code = "stages_out_of_order"
    says = (
        "{earlier} comes before {later}: it cannot be {earlier} on {earlier_on} and {later} on"
        " {later_on}. Give the other date first if both have changed."
    )
    field = "promised_on"
    status = 422


class StageDateUnchanged(Refusal):
    code = "stage_date_unchanged"
    says = "Stage {stage} of order {number} has the date {day} already."


class DeliveryIsPromise(Refusal):
    code = "delivery_is_promise"
    says = "The date of delivery is the promise itself: move the promise of order {number}."
    field = "stage"
    status = 422

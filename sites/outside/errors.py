"""What is refused of outside dates."""

from eventlog.errors import Refusal


class UnknownDeveloperMilestone(Refusal):
    code = "unknown_developer_milestone"
    says = "There is no developer milestone {milestone}."
    field = "milestone_id"
    status = 404


class DeveloperMilestoneKnown(Refusal):
    code = "developer_milestone_known"
    says = "{reference} of {site} is promised for {promised_on} already: move it instead."
    field = "reference"


class DeveloperMilestoneWasReached(Refusal):
    code = "developer_milestone_was_reached"
    says = "{reference} was reached on {on}."


class NothingMoves(Refusal):
    code = "nothing_moves"
    says = "It is promised for {promised_on} with that confidence already."
    field = "promised_on"


class PromiseOlderThanLast(Refusal):
    code = "outside_promise_older_than_last"
    says = "The last promise is of {last}; one of {on} is older."
    field = "on"


class NoConfidence(Refusal):
    code = "confidence_out_of_range"
    says = "A confidence is a chance from 0 to 1, not {confidence}."
    field = "confidence"
    status = 422


class PromiseOutOfRange(Refusal):
    code = "promise_out_of_range"
    says = "{promised_on} is in no calendar of ours: give a day from 2000 to 2099."
    field = "promised_on"
    status = 422


class GatedNotPlanned(Refusal):
    code = "gated_activity_not_planned"
    says = "No schedule at {site} has an activity {activity}: the promise would gate nothing."
    field = "activity"
    status = 422

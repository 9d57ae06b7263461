"""What commissioning refuses."""

from typing import Any

from eventlog.errors import Refusal


class ReadingUnusable(Refusal):
    code = "reading_unusable"
    says = (
        "{reading}: name the quantity, give finite numbers, and a lower bound that is not above "
        "the upper one."
    )
    field = "readings"
    status = 422


class ReadingOutOfTolerance(Refusal):
    code = "reading_out_of_tolerance"
    says = "It cannot be passed with {readings} out of tolerance."
    field = "outcome"


class PassedBefore(Refusal):
    code = "test_passed_before"
    says = (
        "{procedure} at {level} was passed at attempt {attempt}: say why it is run again, "
        "such as a change that it must be proved against."
    )
    field = "again_because"


class UnknownTest(Refusal):
    code = "unknown_test"
    says = "There is no test {test}."
    field = "test_id"
    status = 404


class FileAttachedAlready(Refusal):
    code = "file_attached_already"
    says = "{name} is attached to this attempt already, with the same content."
    field = "file"


class FileEmpty(Refusal):
    code = "file_empty"
    says = "{name} is empty: it would be evidence of nothing."
    field = "file"
    status = 422


class NotNamed(Refusal):
    code = "not_named"
    says = "Say who: this is answered for by somebody named."
    status = 422


class WhyMissing(Refusal):
    code = "why_missing"
    says = "Say why: whoever finds this later will ask."
    status = 422


class StepOutOfOrder(Refusal):
    code = "deficiency_step_out_of_order"
    says = "Deficiency {reference} is {state}; {step} takes one that is {takes}."
    field = "deficiency_id"


class DeficiencyNotVerified(Refusal):
    code = "deficiency_not_verified"
    says = (
        "Deficiency {reference} is {state}: it is closed once somebody has verified the correction."
    )
    field = "deficiency_id"


class DeficiencyOver(Refusal):
    code = "deficiency_over"
    says = "Deficiency {reference} is {state}: raise a new one for what is wrong now."
    field = "deficiency_id"


class PriorityNotWaivable(Refusal):
    code = "p1_not_waivable"
    says = (
        "{what} is priority 1: it blocks the gate until it is closed. If it is less than that, "
        "change its priority first."
    )


class SamePriority(Refusal):
    code = "same_priority"
    says = "Deficiency {reference} is {priority} already."
    field = "priority"


class StepBeforeLast(Refusal):
    code = "step_before_last"
    says = "Deficiency {reference} is {state} since {since}; the next step cannot be on {on}."
    field = "on"


class UnknownLoop(Refusal):
    code = "unknown_loop"
    says = "No loop {loop} of hall {hall} was flushed. These were: {loops}."
    field = "loop"
    status = 422


class LimitMissing(Refusal):
    code = "limit_missing"
    says = "Give the limits of {quantities}: they are the OEM's, and without one a value judges nothing."
    field = "values"
    status = 422


class NothingMeasured(Refusal):
    code = "nothing_measured"
    says = "Give at least one measured value."
    field = "values"
    status = 422


class MeasuredTwice(Refusal):
    code = "measured_twice"
    says = "{quantity} is given twice: take one sample at a time."
    field = "values"
    status = 422


class CountImpossible(Refusal):
    code = "count_impossible"
    says = "{part} of {whole} {what} cannot be."
    status = 422


class NegativeMeasure(Refusal):
    code = "negative_measure"
    says = "{value:g} cannot be: give a finite number from 0 up."
    status = 422


class BurnInOfNoHours(Refusal):
    code = "burn_in_of_no_hours"
    says = "A burn-in that has to last no hours proves nothing: give those of the contract, such as 72."
    field = "least_hours"
    status = 422


class CountsNotAsRead(Refusal):
    code = "counts_not_as_read"
    says = "The reading of {quantity} says {read:g} %, the counts make {counted:.4g} %: give both."
    field = "readings"
    status = 422


class FixerVerifies(Refusal):
    code = "fixer_verifies"
    says = "{who} corrected deficiency {reference}: somebody else verifies it."
    field = "verified_by"


class NotOfThisGate(Refusal):
    code = "not_of_this_gate"
    says = "{gate} does not need {item}. It needs: {needs}."
    status = 422


class ShownByRecords(Refusal):
    code = "shown_by_records"
    says = "{item} is shown by records and not signed off: record the test, sample or correction itself."
    field = "items"
    status = 422


class EvidenceMissing(Refusal):
    code = "evidence_missing"
    says = "Say where the evidence of {item} is: a report, a certificate, a photograph."
    field = "items"
    status = 422


class NothingSignedOff(Refusal):
    code = "nothing_signed_off"
    says = "Say which needs of the gate are signed off."
    field = "items"
    status = 422


class SignedOffAlready(Refusal):
    code = "signed_off_already"
    says = "{item} is signed off already for {gate} of hall {hall}."
    field = "items"


class NothingToWaive(Refusal):
    code = "nothing_to_waive"
    says = "{gate} of hall {hall} lacks nothing of: {item}."
    field = "item"


class GatePassedAlready(Refusal):
    code = "gate_passed_already"
    says = "{gate} of hall {hall} was passed on {on}."
    field = "gate"


class GateNotReady(Refusal):
    """missing: each thing that is, as a problem of its own."""

    code = "gate_not_ready"
    says = "{gate} of hall {hall} cannot be passed: {count} missing. {first}"
    field = "gate"

    def __init__(self, *, gate: str, hall: str, missing: list[tuple[str, str]]) -> None:
        problems: list[dict[str, Any]] = [
            {"pointer": "/gate", "code": item, "detail": words} for item, words in missing
        ]
        count = "1 thing is" if len(missing) == 1 else f"{len(missing)} things are"
        super().__init__(gate=gate, hall=hall, count=count, first=missing[0][1], problems=problems)

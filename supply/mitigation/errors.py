"""What is refused of mitigations."""

from eventlog.errors import Refusal


class UnknownMitigation(Refusal):
    code = "unknown_mitigation"
    says = "There is no mitigation {mitigation}."
    field = "mitigation_id"
    status = 404


class MitigationAlreadyPlanned(Refusal):
    code = "mitigation_already_planned"
    says = "{name} was planned against {reference} on {on}: give this one another name."
    field = "name"


class MitigationNotPlanned(Refusal):
    code = "mitigation_not_planned"
    says = "{name} is {state} already."
    field = "mitigation_id"


class MitigationWithoutEffect(Refusal):
    code = "mitigation_without_effect"
    says = "Say what it brings: days saved, or a lower probability."
    field = "days_saved"
    status = 422


class DaysSavedOutOfRange(Refusal):
    code = "days_saved_out_of_range"
    says = "{days} is no number of days saved: give calendar days from 0 to {most}."
    field = "days_saved"
    status = 422


class CostOutOfRange(Refusal):
    code = "cost_out_of_range"
    says = "{cost} is no cost: give whole minor units, such as cents, from 0 to {most}."
    field = "cost_minor"
    status = 422


class NotACurrency(Refusal):
    code = "not_a_currency"
    says = "{currency} is no currency: give the three letters of ISO 4217, such as USD."
    field = "currency"
    status = 422


class MitigationBeforeIncident(Refusal):
    code = "mitigation_before_incident"
    says = "Incident {reference} is of {reported_on}; nothing was planned against it on {on}."
    field = "on"


class MitigationFactTooOld(Refusal):
    code = "before_last_fact_of_mitigation"
    says = "{name} was {state} on {last}; {on} is before."
    field = "on"


class ReasonMissing(Refusal):
    code = "mitigation_reason_missing"
    says = "Say why it is withdrawn."
    field = "reason"
    status = 422

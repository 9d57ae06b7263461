"""What a contract and a facility refuse."""

from eventlog.errors import Refusal


class OutOfRange(Refusal):
    """field: the input that is to blame."""

    code = "out_of_range"
    says = "{given} is out of range: from {least} to {most}."
    status = 422


class ReasonNotGiven(Refusal):
    code = "reason_not_given"
    says = "Say why: whoever reads the contract later will ask."
    field = "reason"
    status = 422


class UnknownHall(Refusal):
    code = "unknown_hall"
    says = "{site} has no hall {hall}; it has {halls}."
    field = "tranches"
    status = 422


class HallSoldTwice(Refusal):
    code = "hall_sold_twice"
    says = (
        "Hall {hall} of {site} has {power_mw:f} MW and {taken_mw:f} of them are contracted with"
        " {contracts}: {asked_mw:f} more cannot be."
    )
    field = "tranches"


class RemedyIncomplete(Refusal):
    """field: the term that is missing."""

    code = "remedy_incomplete"
    says = "A remedy of the form {form} needs {missing}."
    status = 422


class NoGpusToPayFor(Refusal):
    code = "no_gpus_to_pay_for"
    says = "A fee for each GPU and hour needs the number of GPUs of {tranche}."
    field = "tranches"
    status = 422


class TiersOutOfOrder(Refusal):
    code = "tiers_out_of_order"
    says = "Tiers begin after 0 days and each later one after more; {given} do not."
    field = "tiers"
    status = 422


class CapOfNothing(Refusal):
    code = "cap_of_nothing"
    says = "A cap of the {whole} needs {missing}."
    field = "cap_bp"
    status = 422


class NothingAmended(Refusal):
    code = "nothing_amended"
    says = "The terms of {tranche} say that already."


class StillAnOption(Refusal):
    code = "still_an_option"
    says = "{tranche} is an option that nobody has exercised: there is no start to miss or accept."
    field = "tranche_id"


class NotAnOption(Refusal):
    code = "not_an_option"
    says = "{tranche} is contracted: there is no option to exercise or to let lapse."
    field = "tranche_id"


class OptionHasLapsed(Refusal):
    code = "option_has_lapsed"
    says = "The option on {tranche} lapsed on {on}."
    field = "tranche_id"


class MoreThanIsLeft(Refusal):
    code = "more_than_is_left"
    says = "{left_mw} MW of {tranche} are left to accept; {power_mw} MW are more."
    field = "power_mw"


class AcceptedAlready(Refusal):
    code = "tranche_already_accepted"
    says = "{tranche} was accepted on {on}."
    field = "tranche_id"


class UnknownContract(Refusal):
    code = "unknown_contract"
    says = "There is no contract {contract}."
    field = "contract_id"
    status = 404


class UnknownFacility(Refusal):
    code = "unknown_facility"
    says = "There is no facility {facility}."
    field = "facility_id"
    status = 404


class FacilityAgreedAlready(Refusal):
    code = "facility_already_agreed"
    says = "Facility {facility} is already agreed."
    field = "code"


class ContractHasFacility(Refusal):
    code = "contract_has_facility"
    says = "Contract {contract} stands behind facility {facility} already."
    field = "contract_id"


class MaturesTooSoon(Refusal):
    code = "matures_too_soon"
    says = "A facility drawn until {commitment_ends_on} cannot mature on {matures_on}."
    field = "matures_on"
    status = 422


class DrawnBeyondCommitment(Refusal):
    code = "drawn_beyond_commitment"
    says = "{left} of {facility} are left to draw; {asked} are more."
    field = "amount_minor"


class CommitmentEnded(Refusal):
    code = "commitment_ended"
    says = "{facility} could be drawn until {ended_on}; {on} is later."
    field = "on"


class BeforeAgreement(Refusal):
    code = "before_agreement"
    says = "{facility} was agreed on {agreed_on}; {on} is earlier."
    field = "on"
    status = 422


class RepaidMoreThanDrawn(Refusal):
    code = "repaid_more_than_drawn"
    says = "{left} of {facility} are drawn and not repaid; {asked} are more."
    field = "amount_minor"


class SameSpread(Refusal):
    code = "spread_unchanged"
    says = "The spread of {facility} is {spread_bp} basis points already."
    field = "spread_bp"


class SameBaseRate(Refusal):
    code = "base_rate_unchanged"
    says = "The base rate of {facility} is {base_rate_bp} basis points already."
    field = "base_rate_bp"


class WaivedIntoThePast(Refusal):
    code = "waived_into_the_past"
    says = "A waiver of {on} cannot end on {until}."
    field = "until"
    status = 422

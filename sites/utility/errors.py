"""What is refused of the utility."""

from eventlog.errors import Refusal


class AgreementSigned(Refusal):
    code = "utility_agreement_signed"
    says = "Agreement {reference} of {site} was signed on {on}."
    field = "reference"


class NoPower(Refusal):
    code = "utility_power_not_positive"
    says = "A utility agrees to more than nothing: {value} is no amount."
    status = 422


class UnknownUtilityPower(Refusal):
    code = "unknown_utility_power"
    says = "No power of the utility is known under {power}."
    field = "power_id"
    status = 404


class PowerPromised(Refusal):
    code = "utility_power_promised"
    says = "The {step} of {site} is promised for {promised_on} already: move it instead."
    field = "step"


class BeforeAgreement(Refusal):
    code = "energised_before_agreement"
    says = "The first agreement at {site} was signed on {signed_on}; nothing was live on {on}."
    field = "on"


class PowerEnergised(Refusal):
    code = "utility_power_energised"
    says = "The {step} of {site} was energised on {on}."

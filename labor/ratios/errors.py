"""What a check of a ratio refuses."""

from eventlog.errors import Refusal


class UnknownRule(Refusal):
    code = "unknown_ratio_rule"
    says = "There is no ratio rule {rule}."
    field = "rule"
    status = 404


class RuleDoesNotHold(Refusal):
    code = "ratio_rule_does_not_hold"
    says = "Rule {rule} does not hold for {craft} at {site}: see its jurisdiction and its craft."
    field = "rule"


class NothingToRead(Refusal):
    code = "nothing_to_read"
    says = "Rule {rule} cannot be assessed for {craft} at {site}: {lacks}."
    field = "rule"


class NothingCrossed(Refusal):
    code = "nothing_crossed"
    says = "Rule {rule} for {craft} at {site} is {state}, as it was."
    field = "rule"

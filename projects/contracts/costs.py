"""What an alert costs, for the message that tells of it."""

from collections.abc import Sequence
from datetime import date

from eventlog.doors.money import money_text
from projects.contracts.models import AgreedTerms
from projects.contracts.slip_lines import ratio_text, revenue_word
from projects.contracts.slips import Slip, slips_of
from projects.events import AlertRaised

Line = dict[str, str]


def costs_at_p80(alerts: Sequence[AlertRaised]) -> dict[str, list[Line]]:
    """By tranche: what its P80 costs by the terms that stand now. alerts: of one project, at least one.

    A tranche without a fee and without a remedy has no lines.
    """
    ready = {alert.tranche: alert.p80 for alert in alerts}
    terms = AgreedTerms.objects.filter(project=alerts[0].project, tranche__in=ready)
    return {
        slip.terms.tranche: cost_lines(slip, ready_on=ready[slip.terms.tranche])
        for slip in slips_of(terms)
    }


def cost_lines(slip: Slip, *, ready_on: date) -> list[Line]:
    """What being ready on a day costs, line by line. Empty where no fee and no remedy is recorded."""
    row, cost = slip.terms, slip.cost_at(ready_on)
    if not row.annual_fee_minor and not cost.remedy_minor:
        return []
    remedy = "Credit to the customer" if slip.stakes.remedy.is_credit else "Remedies"
    lines = [
        {"label": remedy, "amount": money_text(cost.remedy_minor, row.currency)},
        {"label": revenue_word(row), "amount": money_text(cost.revenue_minor, row.currency)},
    ]
    if slip.stakes.loan:
        interest = money_text(cost.interest_minor, row.currency)
        lines.append({"label": "Interest until then", "amount": interest})
        covenant = slip.stakes.loan.covenant
        cover = f"{ratio_text(cost)}, covenant {covenant}"
        if chance := slip.breach_chance:
            cover += f", about {chance:.0%} likely to be broken"
        lines.append({"label": "Debt cover", "amount": cover})
    return lines

"""From the deal of a story to the diary of its site: terms at signature, and what became of them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from config.story.deals import DEALS, DEBT_PER_MW, OPEX_PER_MW, Loan
from config.story.diary import Diary
from config.story.script import Story
from projects.contracts import commands as contracts
from projects.contracts import lending
from projects.streams import contract_stream, facility_stream, tranche_id

LAWYER, TREASURER = "contracts", "treasury"


def terms_of(story: Story) -> dict[str, Any]:
    """What the contract of a story says: each tranche is the hall of its name, all on the same terms."""
    tranches = tuple(replace(tranche, halls=tranche.code) for tranche in story.tranches)
    return {**DEALS[story.project].terms, "tranches": tranches}


def tell_money(diary: Diary, story: Story) -> None:
    """What the parties changed, and the facility behind the contract."""
    deal = DEALS[story.project]
    for day, excuse in deal.excuses.items():
        inputs = {
            "tranche_id": tranche_id(story.contract, excuse.tranche),
            "days": excuse.days,
            "cause": excuse.cause,
            "reason": excuse.reason,
            "on": day,
        }
        diary.note(day, contracts.excuse_days, excuse.tranche, by=LAWYER, inputs=inputs)
    for day, amendment in deal.amendments.items():
        inputs = {
            "tranche_id": tranche_id(story.contract, amendment.tranche),
            "reason": amendment.reason,
            "on": day,
            **amendment.now,
        }
        diary.note(day, contracts.amend_terms, amendment.tranche, by=LAWYER, inputs=inputs)
    _tell_loan(diary, story, deal.loan)


def _tell_loan(diary: Diary, story: Story, loan: Loan) -> None:
    commitment = loan.power_mw * DEBT_PER_MW
    agreed = {
        "code": loan.code,
        "contract_id": contract_stream(story.contract),
        "lender": loan.lender,
        "commitment_minor": commitment,
        "base_rate_bp": 400,
        "spread_bp": loan.spread_bp,
        "unused_fee_bp": 50,
        "commitment_ends_on": loan.commitment_ends_on,
        "matures_on": loan.matures_on,
        "covenant_dscr": Decimal("1.15"),
        "opex_minor": loan.power_mw * OPEX_PER_MW,
        "on": loan.agreed_on,
    }
    diary.note(loan.agreed_on, lending.agree_facility, loan.code, by=TREASURER, inputs=agreed)
    facility = {"facility_id": facility_stream(loan.code)}
    for day, share_bp in loan.drawn_bp.items():
        drawn = {**facility, "amount_minor": commitment * share_bp // 10_000, "on": day}
        diary.note(day, lending.draw_facility, loan.code, by=TREASURER, inputs=drawn)
    for day, (spread_bp, reason) in loan.spreads.items():
        changed = {**facility, "spread_bp": spread_bp, "reason": reason, "on": day}
        diary.note(day, lending.change_spread, loan.code, by=TREASURER, inputs=changed)
    for day, dscr in loan.tests.items():
        tested = {**facility, "dscr": Decimal(dscr), "on": day}
        diary.note(day, lending.record_covenant_test, loan.code, by=TREASURER, inputs=tested)

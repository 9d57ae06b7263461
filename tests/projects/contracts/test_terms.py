"""What a contract says, how it is amended, and what it refuses."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from eventlog.corrections import retract
from eventlog.errors import Refusal
from eventlog.log import tail_position
from eventlog.projections import Projection, rebuild
from projects.contracts import commands
from projects.contracts.events import ExcuseCause
from projects.contracts.models import AgreedTerms, Amendment
from projects.events import ContractSigned
from projects.models import Contract
from projects.money.terms import CapBasis, FeeBasis, RateTier, RemedyForm, TermKind
from tests.projects.building import heard
from tests.projects.contracts.signing import FEE, START, TERMS, line, option

pytestmark = pytest.mark.django_db
LATER = date(2026, 3, 2)


def refused(code: str, command: Any, **inputs: Any) -> Refusal:
    """The refusal of a command, which has written nothing."""
    before = tail_position()
    with pytest.raises(Refusal) as caught:
        command(meta=heard(LATER), **inputs)
    assert caught.value.code == code
    assert tail_position() == before
    return caught.value


def test_a_signed_contract_gives_every_tranche_its_terms(signed):
    terms = signed(line("A", halls="A B"), option("C"))

    assert (terms.halls, terms.grace_days, terms.remedy) == ("A B", 7, "per_mw_day")
    assert (terms.annual_fee_minor, terms.value_minor) == (FEE, FEE * 5)
    assert terms.cap_minor == FEE // 10
    assert terms.long_stop_on == date(2028, 6, 12)  # 180 days after 15 December 2027
    assert AgreedTerms.objects.get(tranche="C").commitment == "option"
    assert Contract.objects.get().currency == "USD"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"rate_minor": 0}, "remedy_incomplete", "rate_minor"),
        ({"remedy": RemedyForm.TIERED_MW_DAY}, "remedy_incomplete", "tiers"),
        ({"remedy": RemedyForm.CREDIT}, "remedy_incomplete", "share_bp"),
        ({"fee_minor": 0}, "cap_of_nothing", "cap_bp"),
        ({"cap_basis": CapBasis.TRANCHE_VALUE, "term_months": 0}, "cap_of_nothing", "cap_bp"),
        ({"grace_days": -1}, "out_of_range", "grace_days"),
        ({"cap_bp": 10_001}, "out_of_range", "cap_bp"),
        ({"fee_minor": 10**16}, "out_of_range", "fee_minor"),
        ({"fee_basis": FeeBasis.GPU_HOUR}, "no_gpus_to_pay_for", "tranches"),
        ({"tiers": (RateTier(after_days=5, rate_minor=1),)}, "tiers_out_of_order", "tiers"),
    ],
)
def test_terms_that_do_not_hold_together_are_refused(signed, changes, code, field):
    with pytest.raises(Refusal) as caught:
        signed(**changes)

    assert (caught.value.code, caught.value.field) == (code, field)
    assert not Contract.objects.exists()


def test_a_fee_beyond_what_can_be_kept_is_refused_at_signature_and_in_an_amendment(signed):
    huge = {"fee_basis": FeeBasis.MW_MONTH, "fee_minor": 10**15}
    with pytest.raises(Refusal) as caught:
        signed(**huge)
    assert (caught.value.code, caught.value.field) == ("out_of_range", "fee_minor")

    terms = signed()
    refused("out_of_range", commands.amend_terms, tranche_id=terms.pk, reason="x", **huge)


def test_a_hall_that_the_site_does_not_have_is_refused(signed):
    with pytest.raises(Refusal, match="NTX has no hall Z; it has A, B, C") as caught:
        signed(line(halls="A Z"))

    assert caught.value.code == "unknown_hall"


def test_an_amendment_keeps_what_stood_and_what_stands_of_each_term(signed):
    terms = signed()
    commands.amend_terms(
        tranche_id=terms.pk,
        reason="Change order 4",
        grace_days=21,
        term_kind=TermKind.FIXED_END,
        on=LATER,
        meta=heard(LATER),
    )
    terms.refresh_from_db()

    assert (terms.grace_days, terms.term_kind, terms.rate_minor) == (21, "fixed_end", 2_000_00)
    assert terms.amendments == 1
    history = Amendment.objects.values_list("term", "was", "now", "reason", "on")
    assert set(history) == {
        ("grace_days", "7", "21", "Change order 4", LATER),
        ("term_kind", "slides", "fixed end", "Change order 4", LATER),
    }


def test_what_follows_from_a_term_follows_its_amendment(signed):
    terms = signed()
    commands.amend_terms(tranche_id=terms.pk, reason="Dearer", fee_minor=FEE * 2, meta=heard(LATER))
    terms.refresh_from_db()

    assert (terms.value_minor, terms.cap_minor) == (FEE * 10, FEE // 5)


def test_an_amendment_that_changes_nothing_or_gives_no_reason_is_refused(signed):
    terms = signed()

    refused("nothing_amended", commands.amend_terms, tranche_id=terms.pk, reason="x", grace_days=7)
    refused("reason_not_given", commands.amend_terms, tranche_id=terms.pk, reason=" ", grace_days=8)


def test_excused_days_add_up_and_move_the_long_stop(signed):
    terms = signed()
    for days in (10, 4):
        commands.excuse_days(
            tranche_id=terms.pk,
            days=days,
            cause=ExcuseCause.FORCE_MAJEURE,
            reason="Storm",
            meta=heard(LATER),
        )
    terms.refresh_from_db()

    assert terms.excused_days == 14
    assert terms.long_stop_on == date(2028, 6, 26)
    assert Amendment.objects.filter(term="excused_days").count() == 2


def test_a_retracted_amendment_leaves_the_terms_as_they_stood(signed):
    terms = signed()
    amended = commands.amend_terms(
        tranche_id=terms.pk, reason="Typed twice", grace_days=9, meta=heard(LATER)
    )
    retract(position=amended.position, reason="Not agreed", meta=heard(LATER))
    terms.refresh_from_db()

    assert terms.grace_days == 7
    assert not Amendment.objects.exists()


def test_an_amendment_that_was_taken_back_does_not_live_on_in_a_later_one(signed):
    terms = signed()
    first = commands.amend_terms(
        tranche_id=terms.pk, reason="Not agreed", grace_days=30, meta=heard(LATER)
    )
    commands.amend_terms(
        tranche_id=terms.pk, reason="Change order 5", rate_minor=5, meta=heard(LATER)
    )
    retract(position=first.position, reason="Not agreed", meta=heard(LATER))
    terms.refresh_from_db()

    assert (terms.grace_days, terms.rate_minor) == (7, 5)


def test_a_tranche_is_accepted_in_parts_until_all_of_it_is(signed):
    terms = signed()
    accept = commands.accept_tranche
    accept(tranche_id=terms.pk, power_mw=Decimal(10), on=LATER, meta=heard(LATER))
    terms.refresh_from_db()
    assert (terms.accepted_mw, terms.accepted_on) == (10, None)

    too_much = refused("more_than_is_left", accept, tranche_id=terms.pk, power_mw=Decimal(15))
    assert too_much.field == "power_mw"
    accept(tranche_id=terms.pk, on=LATER, meta=heard(LATER))
    terms.refresh_from_db()

    assert (terms.accepted_mw, terms.accepted_on) == (24, LATER)
    refused("tranche_already_accepted", accept, tranche_id=terms.pk)


def test_an_option_is_exercised_or_lapses_and_then_it_is_no_option(signed):
    signed(line(), option("B"), option("C"))
    b, c = AgreedTerms.objects.filter(commitment="option").order_by("tranche")
    refused("still_an_option", commands.accept_tranche, tranche_id=b.pk)
    commands.exercise_option(tranche_id=b.pk, on=LATER, meta=heard(LATER))
    commands.let_option_lapse(tranche_id=c.pk, reason="Rates", on=LATER, meta=heard(LATER))
    b.refresh_from_db()
    c.refresh_from_db()

    assert (b.commitment, b.exercised_on, c.lapsed_on) == ("contracted", LATER, LATER)
    refused("not_an_option", commands.exercise_option, tranche_id=b.pk)
    refused("option_has_lapsed", commands.exercise_option, tranche_id=c.pk)
    refused("option_has_lapsed", commands.accept_tranche, tranche_id=c.pk)


def test_a_contract_of_schema_1_says_that_nothing_was_agreed_but_the_start():
    from eventlog.events import decode

    stored = (
        '{"code":"C-1","customer":"LAB","on":"2026-04-02","project":"NTX-1","tranches":'
        '[{"code":"A","milestone":"HA-320","power_mw":"24.5","starts_on":"2026-05-08"}]}'
    )
    event = decode("projects.contract_signed", 1, stored)

    assert isinstance(event, ContractSigned)
    assert event.terms.remedy is RemedyForm.NONE
    assert (event.terms.fee_minor, event.tranches[0].commitment.value) == (0, "contracted")


def test_rebuilding_changes_nothing(signed):
    terms = signed(line(), option())
    commands.amend_terms(tranche_id=terms.pk, reason="x", grace_days=9, meta=heard(LATER))
    commands.excuse_days(
        tranche_id=terms.pk, days=3, cause=ExcuseCause.CUSTOMER, reason="x", meta=heard(LATER)
    )
    for name in ("projects.agreedterms", "projects.amendment", "projects.contract"):
        assert not rebuild(Projection.registry[name], check=True)


def test_the_start_may_still_be_amended_and_the_long_stop_goes_with_it(signed):
    from projects.commands import amend_tranche_start

    terms = signed()
    amend_tranche_start(
        tranche_id=terms.pk, now_due_on=date(2028, 1, 14), reason="Rescheduled", meta=heard(LATER)
    )
    terms.refresh_from_db()

    assert (terms.starts_on, terms.signed_starts_on) == (date(2028, 1, 14), START)
    assert terms.long_stop_on == date(2028, 7, 12)
    assert Amendment.objects.get().term == "starts_on"
    assert TERMS["long_stop_days"] == 180

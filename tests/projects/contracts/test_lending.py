"""A facility: what is agreed, drawn, repaid and tested, and what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from eventlog.corrections import retract
from eventlog.followers import follow
from eventlog.projections import Projection, rebuild
from projects.contracts import lending
from projects.contracts.models import Facility, FacilityDraw
from projects.contracts.pages import standing_of
from projects.models import Contract
from projects.staleness import STALENESS, about_to_be_stale
from tests.projects.building import LNTP, heard
from tests.projects.contracts.signing import START
from tests.projects.contracts.test_terms import LATER, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def facility(signed, lent) -> Facility:
    signed()
    loan: Facility = lent()
    return loan


def test_a_facility_takes_the_currency_of_its_contract(facility):
    assert (facility.currency, facility.contract, facility.drawn_minor) == ("USD", "C-1", 0)


def test_a_draw_and_a_repayment_are_counted_and_listed(facility):
    lending.draw_facility(facility_id=facility.pk, amount_minor=500, on=LATER, meta=heard(LATER))
    lending.repay_facility(facility_id=facility.pk, amount_minor=200, on=LATER, meta=heard(LATER))
    facility.refresh_from_db()

    assert (facility.drawn_minor, facility.repaid_minor) == (500, 200)
    assert sorted(FacilityDraw.objects.values_list("amount_minor", flat=True)) == [-200, 500]


def test_a_draw_taken_back_asks_no_forecast_and_stops_none(facility):
    """A loan moves no date. What amends it once stopped the follower that asks for forecasts."""
    drawn = lending.draw_facility(
        facility_id=facility.pk, amount_minor=500, on=LATER, meta=heard(LATER)
    )
    follow(STALENESS)
    retract(position=drawn.position, reason="Not drawn", meta=heard(LATER))

    assert follow(STALENESS) == 1
    assert about_to_be_stale() == set()


def test_more_than_was_committed_or_drawn_is_refused(facility):
    of = {"facility_id": facility.pk}
    refused("drawn_beyond_commitment", lending.draw_facility, amount_minor=522_000_000_01, **of)
    refused("repaid_more_than_drawn", lending.repay_facility, amount_minor=1, **of)
    refused("out_of_range", lending.draw_facility, amount_minor=0, **of)


def test_a_day_before_the_agreement_is_refused(facility):
    before = LNTP - timedelta(days=1)
    refused(
        "before_agreement",
        lending.draw_facility,
        facility_id=facility.pk,
        amount_minor=1,
        on=before,
    )


def test_nothing_is_drawn_after_the_commitment_has_ended(signed, lent):
    signed()
    facility = lent(commitment_ends_on=date(2026, 1, 1))
    refusal = refused(
        "commitment_ended", lending.draw_facility, facility_id=facility.pk, amount_minor=1
    )
    assert refusal.field == "on"


def test_a_new_spread_is_kept_with_the_day_it_counts_from(facility):
    of = {"facility_id": facility.pk, "reason": "Step-down"}
    lending.change_spread(spread_bp=250, on=LATER, meta=heard(LATER), **of)
    facility.refresh_from_db()

    assert facility.spread_bp == 250
    assert facility.rates == [[LNTP.isoformat(), 400, 400], [LATER.isoformat(), 400, 250]]
    refused("spread_unchanged", lending.change_spread, spread_bp=250, **of)


def test_interest_runs_at_the_base_rate_of_its_day(facility):
    """ACT/360 on 360,000.00: 10 days at 8% are 800.00, then 10 at 7% of 360,800.00 are 701.56."""
    of = {"facility_id": facility.pk}
    lending.draw_facility(amount_minor=360_000_00, on=LATER, meta=heard(LATER), **of)
    tenth = LATER + timedelta(days=10)
    lending.change_base_rate(base_rate_bp=300, on=tenth, meta=heard(tenth), **of)
    facility.refresh_from_db()
    draws = FacilityDraw.objects.all()
    standing = standing_of(facility, draws, on=tenth + timedelta(days=10))

    assert standing.interest_minor == 800_00 + 701_56
    refused("base_rate_unchanged", lending.change_base_rate, base_rate_bp=300, **of)


def test_a_covenant_is_tested_and_waived(facility):
    of = {"facility_id": facility.pk, "on": LATER, "meta": heard(LATER)}
    lending.record_covenant_test(dscr=Decimal("1.08"), **of)
    lending.waive_covenant(until=date(2026, 9, 30), reason="Storm", **of)
    facility.refresh_from_db()

    assert (facility.tested_dscr, facility.tested_on) == (Decimal("1.08"), LATER)
    assert facility.waived_until == date(2026, 9, 30)
    refused(
        "waived_into_the_past",
        lending.waive_covenant,
        facility_id=facility.pk,
        until=LNTP,
        reason="x",
    )


def test_what_cannot_be_agreed(signed, lent):
    signed()
    with pytest.raises(Exception, match="cannot mature") as caught:
        lent(matures_on=START)
    assert getattr(caught.value, "code", "") == "matures_too_soon"
    lent()
    for changes, code in (
        ({}, "facility_already_agreed"),
        ({"code": "DDTL-2"}, "contract_has_facility"),
        ({"code": "a b"}, "code_not_plain"),
        ({"code": "DDTL-2", "contract_id": Facility.objects.get().pk}, "unknown_contract"),
    ):
        with pytest.raises(Exception) as caught:  # noqa: PT011
            lent(**changes)
        assert getattr(caught.value, "code", "") == code
    refused(
        "unknown_facility",
        lending.draw_facility,
        facility_id=Contract.objects.get().pk,
        amount_minor=1,
    )


def test_a_facility_whose_contract_was_taken_back_says_so(facility):
    retract(position=Contract.objects.get().position, reason="Not signed", meta=heard(LATER))

    refused("unknown_contract", lending.draw_facility, facility_id=facility.pk, amount_minor=1)


def test_rebuilding_changes_nothing(facility):
    lending.draw_facility(facility_id=facility.pk, amount_minor=5, meta=heard(LATER))
    for name in ("projects.facility", "projects.facilitydraw"):
        assert not rebuild(Projection.registry[name], check=True)

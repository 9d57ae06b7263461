"""From the facts of facilities to their rows."""

from datetime import date
from typing import Any

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from projects.contracts import models
from projects.contracts.events import (
    BaseRateChanged,
    CovenantTested,
    CovenantWaived,
    FacilityAgreed,
    FacilityDrawn,
    FacilityRepaid,
    SpreadChanged,
)

facilities = Projection(models.Facility)
draws = Projection(models.FacilityDraw)


@facilities.on(FacilityAgreed)
def facility_agreed(_: Row | None, fact: Fact[FacilityAgreed]) -> Row:
    event = fact.event
    return Row(
        code=event.code,
        contract=event.contract,
        lender=event.lender,
        currency=event.currency.value,
        commitment_minor=event.commitment_minor,
        drawn_minor=0,
        repaid_minor=0,
        base_rate_bp=event.base_rate_bp,
        spread_bp=event.spread_bp,
        rates=[[event.on.isoformat(), event.base_rate_bp, event.spread_bp]],
        unused_fee_bp=event.unused_fee_bp,
        commitment_ends_on=event.commitment_ends_on,
        matures_on=event.matures_on,
        covenant_dscr=event.covenant_dscr,
        opex_minor=event.opex_minor,
        availability_bp=event.availability_bp,
        agreed_on=event.on,
        tested_on=None,
        tested_dscr=None,
        waived_until=None,
    )


@facilities.on(FacilityDrawn)
def drawn(row: Row, fact: Fact[FacilityDrawn]) -> Row:
    return row.but(drawn_minor=row.drawn_minor + fact.event.amount_minor)


@facilities.on(FacilityRepaid)
def repaid(row: Row, fact: Fact[FacilityRepaid]) -> Row:
    return row.but(repaid_minor=row.repaid_minor + fact.event.amount_minor)


@facilities.on(SpreadChanged)
def spread_changed(row: Row, fact: Fact[SpreadChanged]) -> Row:
    return _repriced(row.but(spread_bp=fact.event.now_bp), fact.event.on)


@facilities.on(BaseRateChanged)
def base_rate_changed(row: Row, fact: Fact[BaseRateChanged]) -> Row:
    return _repriced(row.but(base_rate_bp=fact.event.now_bp), fact.event.on)


def _repriced(row: Row, on: date) -> Row:
    return row.but(rates=[*row.rates, [on.isoformat(), row.base_rate_bp, row.spread_bp]])


@facilities.on(CovenantTested)
def covenant_tested(row: Row, fact: Fact[CovenantTested]) -> Row:
    return row.but(tested_on=fact.event.on, tested_dscr=fact.event.dscr)


@facilities.on(CovenantWaived)
def covenant_waived(row: Row, fact: Fact[CovenantWaived]) -> Row:
    return row.but(waived_until=fact.event.until)


def _movement(fact: Fact[Any]) -> Parts:
    yield part_id(fact.stream, "draw", str(fact.version)), fact.event


@draws.on(FacilityDrawn, each=_movement)
def a_draw(_: Row | None, fact: Fact[Any], event: FacilityDrawn) -> Row:
    return _moved(event, event.amount_minor)


@draws.on(FacilityRepaid, each=_movement)
def a_repayment(_: Row | None, fact: Fact[Any], event: FacilityRepaid) -> Row:
    return _moved(event, -event.amount_minor)


def _moved(event: FacilityDrawn | FacilityRepaid, amount_minor: int) -> Row:
    return Row(
        facility=event.facility,
        currency=event.currency.value,
        amount_minor=amount_minor,
        on=event.on,
    )

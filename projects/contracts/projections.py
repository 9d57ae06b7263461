"""From the facts of contracts to the rows of terms and amendments."""

from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from eventlog.facts import Fact
from eventlog.projections import Parts, Projection, Row
from eventlog.streams import part_id
from projects.contracts import models
from projects.contracts.agreed import columns_of, terms_of
from projects.contracts.events import (
    DaysExcused,
    OptionExercised,
    OptionLapsed,
    TermsAmended,
    TrancheAccepted,
)
from projects.contracts.wording import term_text
from projects.events import ContractSigned, TrancheStartAmended, TrancheTerms
from projects.money.terms import Commitment, DeliveryTerms

agreed_terms = Projection(models.AgreedTerms)
amendments = Projection(models.Amendment)


def _each_tranche(fact: Fact[ContractSigned]) -> Parts:
    return ((part_id(fact.stream, terms.code), terms) for terms in fact.event.tranches)


@agreed_terms.on(ContractSigned, each=_each_tranche)
def agreed(_: Row | None, fact: Fact[ContractSigned], part: TrancheTerms) -> Row:
    event = fact.event
    return Row(
        contract=event.code,
        project=event.project,
        customer_id=event.customer,
        tranche=part.code,
        commitment=part.commitment.value,
        exercised_on=None,
        lapsed_on=None,
        power_mw=part.power_mw,
        gpus=part.gpus,
        halls=part.halls,
        starts_on=part.starts_on,
        signed_starts_on=part.starts_on,
        currency=event.currency.value,
        excused_days=0,
        accepted_mw=Decimal(0),
        handovers=[],
        accepted_on=None,
        amendments=0,
        **columns_of(
            event.terms,
            power_mw=part.power_mw,
            gpus=part.gpus,
            starts_on=part.starts_on,
            excused_days=0,
        ),
    )


def _of_tranche(fact: Fact[Any]) -> Parts:
    yield part_id(fact.stream, fact.event.tranche), fact.event


@agreed_terms.on(TermsAmended, each=_of_tranche)
def terms_amended(row: Row, _: Fact[Any], event: TermsAmended) -> Row:
    """Only what it changed: an earlier amendment that is taken back must not live on in a later one."""
    changed = {name: getattr(event.now, name) for name in changed_names(event)}
    terms = replace(terms_of(row), **changed)
    return _with(row, terms=terms).but(amendments=row.amendments + 1)


@agreed_terms.on(TrancheStartAmended, each=_of_tranche)
def start_amended(row: Row, _: Fact[Any], event: TrancheStartAmended) -> Row:
    moved = row.but(starts_on=event.now_due_on, amendments=row.amendments + 1)
    return _with(moved, terms=terms_of(row))


@agreed_terms.on(DaysExcused, each=_of_tranche)
def days_excused(row: Row, _: Fact[Any], event: DaysExcused) -> Row:
    excused = row.but(excused_days=row.excused_days + event.days)
    return _with(excused, terms=terms_of(row))


def _with(row: Row, *, terms: DeliveryTerms) -> Row:
    """The row with terms, and with what follows from them and from its start and excused days."""
    return row.but(
        **columns_of(
            terms,
            power_mw=row.power_mw,
            gpus=row.gpus,
            starts_on=row.starts_on,
            excused_days=row.excused_days,
        )
    )


@agreed_terms.on(TrancheAccepted, each=_of_tranche)
def tranche_accepted(row: Row, _: Fact[Any], event: TrancheAccepted) -> Row:
    accepted = row.accepted_mw + event.power_mw
    return row.but(
        accepted_mw=accepted,
        handovers=[*row.handovers, [event.on.isoformat(), str(event.power_mw)]],
        accepted_on=event.on if accepted >= row.power_mw else None,
    )


@agreed_terms.on(OptionExercised, each=_of_tranche)
def option_exercised(row: Row, _: Fact[Any], event: OptionExercised) -> Row:
    return row.but(commitment=Commitment.CONTRACTED.value, exercised_on=event.on)


@agreed_terms.on(OptionLapsed, each=_of_tranche)
def option_lapsed(row: Row, _: Fact[Any], event: OptionLapsed) -> Row:
    return row.but(lapsed_on=event.on)


def _terms_that_changed(fact: Fact[TermsAmended]) -> Parts:
    """One row for each term, by the fact's place in its stream and the name of the term."""
    for name, was, now in changed_terms(fact.event):
        yield part_id(fact.stream, "amendment", str(fact.version), name), (name, was, now)


def changed_terms(event: TermsAmended) -> Iterator[tuple[str, str, str]]:
    """Of each term that an amendment changed: its name, what it was and what it is, in words."""
    for name in changed_names(event):
        yield name, term_text(getattr(event.was, name)), term_text(getattr(event.now, name))


def changed_names(event: TermsAmended) -> list[str]:
    names = [field.name for field in fields(DeliveryTerms)]
    return [name for name in names if getattr(event.was, name) != getattr(event.now, name)]


@amendments.on(TermsAmended, each=_terms_that_changed)
def a_term(_: Row | None, fact: Fact[TermsAmended], part: tuple[str, str, str]) -> Row:
    name, was, now = part
    return _amendment(fact, name, was, now, fact.event.reason)


def _once(fact: Fact[Any]) -> Parts:
    yield part_id(fact.stream, "amendment", str(fact.version)), fact.event


@amendments.on(TrancheStartAmended, each=_once)
def a_start(_: Row | None, fact: Fact[Any], event: TrancheStartAmended) -> Row:
    was, now = term_text(event.was_due_on), term_text(event.now_due_on)
    return _amendment(fact, "starts_on", was, now, event.reason)


@amendments.on(DaysExcused, each=_once)
def an_excuse(_: Row | None, fact: Fact[Any], event: DaysExcused) -> Row:
    granted = f"{event.days} more, {term_text(event.cause)}"
    return _amendment(fact, "excused_days", "", granted, event.reason)


@amendments.on(OptionExercised, each=_once)
def an_exercise(_: Row | None, fact: Fact[Any], event: OptionExercised) -> Row:
    return _amendment(fact, "commitment", "option", "contracted", "")


@amendments.on(OptionLapsed, each=_once)
def a_lapse(_: Row | None, fact: Fact[Any], event: OptionLapsed) -> Row:
    return _amendment(fact, "commitment", "option", "lapsed", event.reason)


def _amendment(fact: Fact[Any], term: str, was: str, now: str, reason: str) -> Row:
    event = fact.event
    return Row(
        contract_id=fact.stream,
        project=event.project,
        tranche=event.tranche,
        term=term,
        was=was,
        now=now,
        reason=reason,
        on=event.on,
    )

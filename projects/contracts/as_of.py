"""What slips of a project's tranches cost, as the log stood at one position: for the simulation."""

from eventlog.projections import Row, replay
from projects import streams
from projects.contracts.loan_projections import facilities
from projects.contracts.projections import agreed_terms
from projects.contracts.slips import shares_of, stakes_of
from projects.models import Contract, Facility
from projects.money.slip import Stakes


def stakes_as_of(project: str, *, as_of: int) -> dict[str, Stakes]:
    """By the code of the tranche; give them to costs_of_slip with the days late of each iteration.

    Days late count from the start that stood then. Tranches whose option lapsed are left out.
    """
    contracts = dict(Contract.objects.filter(project=project).values_list("pk", "code"))
    rows = replay(agreed_terms, streams=list(contracts), until=as_of).values()
    standing = [row for row in rows if row.lapsed_on is None]
    shares = shares_of(standing)
    loans = _facilities(list(contracts.values()), as_of=as_of)
    return {
        row.tranche: stakes_of(row, loans.get(row.contract), share=shares.get(row.id))
        for row in sorted(standing, key=lambda row: str(row.tranche))
    }


def _facilities(contracts: list[str], *, as_of: int) -> dict[str, Row]:
    """By contract. The tables say which there are; the log, what was known of them."""
    codes = Facility.objects.filter(contract__in=contracts).values_list("code", flat=True)
    known = replay(facilities, streams=[streams.facility_stream(c) for c in codes], until=as_of)
    return {row.contract: row for row in known.values()}

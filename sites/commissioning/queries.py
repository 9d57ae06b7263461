"""What is known of the commissioning of halls: records, where gates stand, yields."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from sites.commissioning.gates import Gate, Item, State
from sites.commissioning.models import AcceptanceRecord, HallGate
from sites.commissioning.readiness import (
    AcceptanceSeen,
    AttemptSeen,
    DeficiencySeen,
    Missing,
    Records,
    SignOff,
    SystemSeen,
    Waiver,
    missing_for,
)
from sites.commissioning.yields import FirstAttempt, FirstPass, first_passes
from sites.events import PASSED
from sites.models import CommissioningTest, Deficiency, Hall, System


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one gate of one hall stands, whether anything was recorded of it yet or not."""

    site: str
    hall: str
    gate: Gate
    state: State
    missing: Sequence[Missing]
    row: HallGate | None

    @property
    def passed_on(self) -> date | None:
        return self.row.passed_on if self.row else None

    @property
    def passed_by(self) -> str:
        return self.row.passed_by if self.row else ""

    @property
    def passed_at(self) -> int | None:
        return self.row.passed_at if self.row else None

    @property
    def waivers(self) -> Sequence[dict[str, object]]:
        """With the words of each item."""
        waivers = self.row.waivers if self.row else []
        return [{**each, "label": Item(each["item"]).label} for each in waivers]


def records_of(site: str, hall: str) -> Records:
    """All that bears on the gates of one hall, as its tables hold it."""
    systems = {row.pk: row for row in System.objects.filter(site=site, hall=hall)}
    of_systems = {"site": site, "system_id__in": list(systems)}
    gates = HallGate.objects.filter(site=site, hall=hall)
    return Records(
        hall=hall,
        systems=[SystemSeen(id=key, tag=row.tag) for key, row in systems.items()],
        tests=[_test(row) for row in CommissioningTest.objects.filter(**of_systems)],
        deficiencies=[_deficiency(row) for row in Deficiency.objects.filter(**of_systems)],
        acceptances=[
            _acceptance(row) for row in AcceptanceRecord.objects.filter(site=site, hall=hall)
        ],
        signed=[sign_off for row in gates for sign_off in _signed(row)],
        waived=[waiver for row in gates for waiver in _waivers(row)],
    )


def standings(site: str = "", hall: str = "", gate: Gate | None = None) -> list[Standing]:
    """Every gate of every hall, or of those asked for."""
    halls: QuerySet[Hall] = Hall.objects.order_by("site", "name")
    halls = halls.filter(site=site) if site else halls
    halls = halls.filter(name=hall) if hall else halls
    wanted = (gate,) if gate else tuple(Gate)
    return [each for row in halls for each in _standings(row.site_id, row.name, wanted)]


def standing_of(row: HallGate, seen: dict[tuple[str, str], Records] | None = None) -> Standing:
    """Where the gate of a row stands. seen: records of halls that were read before, for a list."""
    if row.passed_on:
        return _standing(row.site_id, row.hall, Gate(row.gate), Records(hall=row.hall), row)
    seen, place = {} if seen is None else seen, (row.site_id, row.hall)
    if place not in seen:
        seen[place] = records_of(*place)
    return _standing(*place, Gate(row.gate), seen[place], row)


def _standings(site: str, hall: str, gates: Sequence[Gate]) -> list[Standing]:
    records = records_of(site, hall)
    rows = {row.gate: row for row in HallGate.objects.filter(site=site, hall=hall)}
    return [_standing(site, hall, gate, records, rows.get(gate.value)) for gate in gates]


def _standing(site: str, hall: str, gate: Gate, records: Records, row: HallGate | None) -> Standing:
    passed = bool(row and row.passed_on)
    missing = [] if passed else missing_for(gate, records)
    if passed:
        state = State.PASSED_WITH_WAIVERS if row and row.waived else State.PASSED
    else:
        state = State.NOT_READY if missing else State.READY
    return Standing(site=site, hall=hall, gate=gate, state=state, missing=missing, row=row)


def yields(site: str = "") -> Sequence[FirstPass]:
    """First-pass yield by level and kind of system, of one site or of all."""
    systems: QuerySet[System] = System.objects.all()
    tests = CommissioningTest.objects.filter(attempt=1)
    if site:
        systems, tests = systems.filter(site=site), tests.filter(site=site)
    kinds: dict[UUID, str] = dict(systems.values_list("pk", "kind"))
    return first_passes(
        FirstAttempt(level=test.level, kind=kinds[test.system_id], passed=test.outcome in PASSED)
        for test in tests
    )


def _test(row: CommissioningTest) -> AttemptSeen:
    return AttemptSeen(
        system_id=row.system_id,
        level=row.level,
        procedure=row.procedure,
        attempt=row.attempt,
        passed=row.outcome in PASSED,
        on=row.on,
    )


def _deficiency(row: Deficiency) -> DeficiencySeen:
    return DeficiencySeen(
        system_id=row.system_id,
        reference=row.reference,
        priority=row.priority,
        raised_on=row.raised_on,
        over_on=row.closed_on or row.waived_on,
    )


def _acceptance(row: AcceptanceRecord) -> AcceptanceSeen:
    return AcceptanceSeen(
        kind=row.kind,
        subject=row.subject,
        number=row.number,
        accepted=row.accepted,
        on=row.on,
        faults="; ".join(each["words"] for each in row.readings if not each["within"]),
    )


def _signed(row: HallGate) -> list[SignOff]:
    return [
        SignOff(gate=Gate(row.gate), item=Item(each["item"]), on=date.fromisoformat(each["on"]))
        for each in row.signed
    ]


def _waivers(row: HallGate) -> list[Waiver]:
    return [
        Waiver(
            gate=Gate(row.gate),
            item=Item(each["item"]),
            about=frozenset(each["about"]),
            on=date.fromisoformat(each["on"]),
        )
        for each in row.waivers
    ]

"""What a gate still lacks, as rules over the records of a hall. Pure. Source: DOMAIN.md E.5 and E.6."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from sites.commissioning.gates import NEEDS, SIGNED, Gate, Item
from sites.commissioning.thresholds import CLEAN_DAYS_APART, CLEAN_SAMPLES
from sites.events import CxLevel, Priority


@dataclass(frozen=True, kw_only=True)
class SystemSeen:
    id: UUID
    tag: str


@dataclass(frozen=True, kw_only=True)
class AttemptSeen:
    system_id: UUID
    level: str
    procedure: str
    attempt: int
    passed: bool
    on: date


@dataclass(frozen=True, kw_only=True)
class DeficiencySeen:
    """over_on: when it was closed or waived."""

    system_id: UUID
    reference: str
    priority: str
    raised_on: date
    over_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AcceptanceSeen:
    """subject: the loop or cluster. faults: the readings out of tolerance, in words."""

    kind: str
    subject: str
    number: int
    accepted: bool
    on: date
    faults: str = ""


@dataclass(frozen=True, kw_only=True)
class SignOff:
    gate: Gate
    item: Item
    on: date


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """about: what was missing of the item when it was waived."""

    gate: Gate
    item: Item
    about: frozenset[str]
    on: date


@dataclass(frozen=True, kw_only=True)
class Records:
    """All that bears on the gates of one hall."""

    hall: str
    systems: Sequence[SystemSeen] = ()
    tests: Sequence[AttemptSeen] = ()
    deficiencies: Sequence[DeficiencySeen] = ()
    acceptances: Sequence[AcceptanceSeen] = ()
    signed: Sequence[SignOff] = ()
    waived: Sequence[Waiver] = ()

    def until(self, day: date) -> "Records":
        """The records as they were at the end of a day."""
        return replace(
            self,
            tests=[each for each in self.tests if each.on <= day],
            deficiencies=[_then(each, day) for each in self.deficiencies if each.raised_on <= day],
            acceptances=[each for each in self.acceptances if each.on <= day],
            signed=[each for each in self.signed if each.on <= day],
            waived=[each for each in self.waived if each.on <= day],
        )


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One thing that a gate lacks. about: the system, loop, test or deficiency; system_id: if it is one's."""

    item: Item
    about: str
    words: str
    system_id: UUID | None = None


def missing_for(gate: Gate, records: Records) -> list[Missing]:
    """What the gate lacks and nobody has waived, in the order of its needs."""
    waived = {
        (each.item, about) for each in records.waived if each.gate == gate for about in each.about
    }
    return [each for each in lacking(gate, records) if (each.item, each.about) not in waived]


def lacking(gate: Gate, records: Records) -> list[Missing]:
    """What the gate lacks, waived or not."""
    return [each for item in NEEDS[gate] for each in _lacking(gate, item, records)]


def waived_for(gate: Gate, records: Records) -> list[Item]:
    """The needs that the gate would be passed without."""
    left = {(each.item, each.about) for each in missing_for(gate, records)}
    gone = {each.item for each in lacking(gate, records) if (each.item, each.about) not in left}
    return [item for item in NEEDS[gate] if item in gone]


def _then(deficiency: DeficiencySeen, day: date) -> DeficiencySeen:
    over = deficiency.over_on
    return replace(deficiency, over_on=over if over and over <= day else None)


def _lacking(gate: Gate, item: Item, records: Records) -> Iterator[Missing]:
    if item not in SIGNED:
        yield from _RULES[item](item, records)
    elif not any((each.gate, each.item) == (gate, item) for each in records.signed):
        yield Missing(item=item, about="", words=f"Nobody has signed off: {SIGNED[item]}.")


def _open(priority: Priority, item: Item, records: Records) -> Iterator[Missing]:
    tags = {system.id: system.tag for system in records.systems}
    for each in records.deficiencies:
        if each.priority == priority and each.over_on is None:
            tag = tags[each.system_id]
            yield Missing(
                item=item,
                about=f"{tag} {each.reference}",
                words=f"{priority} deficiency {each.reference} on {tag} is open.",
                system_id=each.system_id,
            )


def _level(level: CxLevel, item: Item, records: Records) -> Iterator[Missing]:
    """Every system has a test of the level, and of each procedure the last attempt is passed."""
    if not records.systems:
        yield Missing(item=item, about="", words=f"No system is registered in hall {records.hall}.")
    for system in records.systems:
        last = _last_attempts(level, [t for t in records.tests if t.system_id == system.id])
        if not last:
            words = f"{system.tag} has no {level} test."
            yield Missing(item=item, about=system.tag, words=words, system_id=system.id)
        yield from _failures(item, last, system)


def _failures(item: Item, last: Sequence[AttemptSeen], system: SystemSeen) -> Iterator[Missing]:
    for test in last:
        if not test.passed:
            yield Missing(
                item=item,
                about=f"{system.tag} {test.procedure}",
                words=f"{system.tag}: {test.procedure} is not passed after {_attempts(test.attempt)}.",
                system_id=system.id,
            )


def _attempts(count: int) -> str:
    return f"{count} attempt{'s' if count > 1 else ''}"


def _last_attempts(level: CxLevel, tests: Sequence[AttemptSeen]) -> list[AttemptSeen]:
    last: dict[tuple[UUID, str], AttemptSeen] = {}
    for test in sorted(tests, key=lambda test: test.attempt):
        if test.level == level:
            last[test.system_id, test.procedure] = test
    return list(last.values())


def _integrated(item: Item, records: Records) -> Iterator[Missing]:
    """The hall as a whole has been tested, and each procedure is passed on every system."""
    last = _last_attempts(CxLevel.L5, records.tests)
    if not last:
        words = f"Hall {records.hall} has no L5 test."
        yield Missing(item=item, about=f"hall {records.hall}", words=words)
    systems = {system.id: system for system in records.systems}
    for test in last:
        yield from _failures(item, [test], systems[test.system_id])


def _newest(kind: str, words: str, item: Item, records: Records) -> Iterator[Missing]:
    """Of each subject, the newest record of this kind is within its thresholds."""
    newest = {
        each.subject: each
        for each in sorted(records.acceptances, key=lambda each: each.number)
        if each.kind == kind
    }
    if not newest:
        yield Missing(
            item=item,
            about=f"hall {records.hall}",
            words=f"No {words} is recorded in hall {records.hall}.",
        )
    for subject, each in newest.items():
        if not each.accepted:
            told = f"The last {words} of {subject} is not within its limits: {each.faults}."
            yield Missing(item=item, about=subject, words=told)


def _clean(item: Item, records: Records) -> Iterator[Missing]:
    """Each flushed or sampled loop: its last two samples are within limits and a day apart."""
    loops = {each.subject for each in records.acceptances if each.kind in ("flush", "water")}
    if not loops:
        yield from _newest("water", "water sample", item, records)
    for loop in sorted(loops):
        samples = [e for e in records.acceptances if (e.kind, e.subject) == ("water", loop)]
        if words := _unclean(sorted(samples, key=lambda each: each.number)):
            yield Missing(item=item, about=loop, words=f"{loop}: {words}.")


def _unclean(samples: Sequence[AcceptanceSeen]) -> str:
    last = samples[-CLEAN_SAMPLES:]
    if last and not last[-1].accepted:
        return f"the last water sample is not within its limits: {last[-1].faults}"
    clean = [each for each in last if each.accepted]
    if len(clean) < CLEAN_SAMPLES:
        return f"{len(clean)} of {CLEAN_SAMPLES} clean water samples"
    apart = clean[-1].on - clean[0].on
    return "" if apart >= timedelta(days=CLEAN_DAYS_APART) else "both clean samples are of one day"


_RULES: Mapping[Item, Callable[[Item, Records], Iterator[Missing]]] = {
    Item.NO_OPEN_P1: partial(_open, Priority.P1),
    Item.NCR_CLOSED: partial(_open, Priority.P2),
    Item.P2_ACCEPTED: partial(_open, Priority.P2),
    Item.L1_PASSED: partial(_level, CxLevel.L1),
    Item.L2_COMPLETE: partial(_level, CxLevel.L2),
    Item.L3_GREEN: partial(_level, CxLevel.L3),
    Item.L4_PASSED: partial(_level, CxLevel.L4),
    Item.IST_PASSED: _integrated,
    Item.FLUSHED: partial(_newest, "flush", "flush"),
    Item.WATER_CLEAN: _clean,
    Item.BURN_IN_DONE: partial(_newest, "burn_in", "burn-in"),
    Item.L12_MET: partial(_newest, "cluster", "cluster test"),
}

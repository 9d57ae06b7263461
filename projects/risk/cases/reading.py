"""Files of cases: JSON objects with activities, links, drivers, incidents and retests. Pure.

See docs/risk-cases.md for the form. What is wrong with a case is told all at once.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from projects.risk.cases.errors import CaseRefused, CasesUnreadable, CaseUnknown
from projects.risk.cases.fields import Fields
from projects.risk.cases.model import Case, CaseLink, CaseRetest, Risk
from projects.risk.cases.unknown import RETEST, RISK, look_over_case, look_over_part
from projects.risk.laws import likely
from projects.schedule.errors import ScheduleHasCycle
from projects.schedule.model import LinkType
from projects.schedule.network import topological_order
from sites.laws import Law
from sites.uncertainty import Joined

_EFFECTS = ("mult", "delay", "work", "stop")
_CONTRACTS_IN_NOTE = re.compile(r"contract dates? ((?:[\w.-]+ \d+(?:\.\d+)?(?:, )?)+)")
_DATE_IN_NOTE = re.compile(r"([\w.-]+) (\d+(?:\.\d+)?)")
_MIX_IN_NOTE = re.compile(r"(\d+(?:\.\d+)?) ?% at (\d+(?:\.\d+)?)")

Record = Mapping[str, Any]


def looks_like_cases(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")


def records_of(content: bytes) -> dict[str, Record]:
    """The cases of a file as they are written, by name. Raises CasesUnreadable."""
    try:
        read = json.loads(content, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as refusal:
        raise CasesUnreadable(f"no JSON: {refusal}") from refusal
    listed = read if isinstance(read, list) else [read]
    if not listed or not all(isinstance(each, dict) for each in listed):
        raise CasesUnreadable("neither a case nor a list of cases")
    named = {str(each.get("name", f"case {i}")): each for i, each in enumerate(listed, start=1)}
    if len(named) < len(listed):
        raise CasesUnreadable("two cases have one name", field="name")
    return named


def named(records: Mapping[str, Record], name: str) -> Record:
    if name not in records:
        raise CaseUnknown(f"there is no case {name}: it is one of {', '.join(records)}")
    return records[name]


def read_case(name: str, record: Record) -> Case:
    """Raises CaseRefused with all that is wrong with it."""
    fields = Fields(name)
    look_over_case(fields, record)
    activities = _activities(fields, record.get("activities"))
    # A law that is refused leaves its activity known, or every link to it were a further problem.
    known = record["activities"] if isinstance(record.get("activities"), Mapping) else {}
    links = _links(fields, record.get("links", []), known)
    retests = _retests(fields, record, known)
    note = str(record.get("note", ""))
    contract_days = _contract_days(fields, record.get("contract_dates"), note, known)
    case = Case(
        name=name,
        activities=activities,
        links=links,
        drivers=_risks(fields, "driver", record, known),
        incidents=_risks(fields, "incident", record, known),
        retests=retests,
        contract_days=contract_days,
        mix=_mix(fields, record.get("mix"), note),
        oracle=record["oracle"] if isinstance(record.get("oracle"), Mapping) else {},
        note=note,
    )
    _refuse_repeats(fields, case)
    _refuse_unreached(fields, record.get("tranches", []), case, known)
    if fields.problems:
        raise CaseRefused(fields.problems)
    return replace(case, passed_over=tuple(fields.passed_over))


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"{twice} stands twice in one object")
    return read


def _activities(fields: Fields, value: Any) -> dict[str, Law]:
    if not isinstance(value, Mapping) or not value:
        fields.note("activities", "there are none", "schedule_has_no_activities")
        return {}
    laws = {code: fields.law(f"activities.{code}", law) for code, law in value.items()}
    return {code: law for code, law in laws.items() if law is not None}


def _links(fields: Fields, value: Any, known: Record) -> tuple[CaseLink, ...]:
    if not isinstance(value, list):
        fields.note("links", "is no list")
        return ()
    read = [_link(fields, f"links[{place}]", item, known) for place, item in enumerate(value)]
    links = tuple(link for link in read if link is not None)
    _refuse_second_links(fields, read)
    codes = list(known)
    try:
        topological_order(codes, [(codes.index(x.before), codes.index(x.after)) for x in links])
    except ScheduleHasCycle as cycle:
        fields.note("links", cycle.problem.message, cycle.code)
    return links


def _refuse_second_links(fields: Fields, read: list[CaseLink | None]) -> None:
    """The network refuses them too, but of the case it cannot say which line is meant."""
    found: set[tuple[str, str, LinkType]] = set()
    for place, link in enumerate(read):
        if link is None:
            continue
        ends = (link.before, link.after, link.type)
        if ends in found:
            message = f"the {link.type} link {link.before} to {link.after} occurs more than once"
            fields.note(f"links[{place}]", message, "duplicate_link")
        found.add(ends)


def _link(fields: Fields, here: str, item: Any, known: Record) -> CaseLink | None:
    if not isinstance(item, list) or not 2 <= len(item) <= 4:
        fields.note(here, "is not [before, after, type, lag]")
        return None
    before, after, kind, lag = [*item, LinkType.FS, 0][:4] if len(item) == 2 else [*item, 0][:4]
    are_known = [fields.name(here, name, known) for name in (before, after)]
    if kind not in LinkType.__members__:
        fields.note(here, f"{kind!r} is none of {', '.join(LinkType)}")
        return None
    days = fields.number(here, lag)
    if days is None or not all(are_known):
        return None
    return CaseLink(before=before, after=after, type=LinkType(kind), lag=days)


def _listed(fields: Fields, one: str, record: Record) -> list[tuple[str, Record]]:
    """The objects of a list, and the one of them that may stand by itself: of retests and of retest."""
    single = [record[one]] if one in record else []
    if single and isinstance(single[0], str):
        fields.pass_over(one)
        single = []
    return [*fields.records(one, single), *fields.records(f"{one}s", record.get(f"{one}s", []))]


def _risks(fields: Fields, one: str, record: Record, known: Record) -> tuple[Risk, ...]:
    read = [_risk(fields, here, item, known) for here, item in _listed(fields, one, record)]
    return tuple(risk for risk in read if risk is not None)


def _risk(fields: Fields, here: str, item: Record, known: Record) -> Risk | None:
    look_over_part(fields, here, item, RISK)
    probability = fields.probability(f"{here}.p", item.get("p"))
    on = fields.names(f"{here}.on", item.get("on"), known)
    joined = item.get("joined", Joined.SERIES)
    if joined not in list(Joined):
        fields.note(f"{here}.joined", f"{joined!r} is none of {', '.join(Joined)}")
    effects = [effect for effect in _EFFECTS if effect in item]
    if len(effects) != 1:
        fields.note(here, f"has {len(effects)} effects: it is to have one of {', '.join(_EFFECTS)}")
        return None
    (effect,) = effects
    law = fields.law(f"{here}.{effect}", item[effect], above_zero=effect == "mult")
    if probability is None or law is None or joined not in list(Joined):
        return None
    id = str(item.get("id", here))
    return Risk(
        id=id, probability=probability, effect=effect, law=law, on=on, joined=Joined(joined)
    )


def _retests(fields: Fields, record: Record, known: Record) -> tuple[CaseRetest, ...]:
    read = [_retest(fields, here, item, known) for here, item in _listed(fields, "retest", record)]
    return tuple(retest for retest in read if retest is not None)


def _retest(fields: Fields, here: str, item: Record, known: Record) -> CaseRetest | None:
    """Of a network of one activity it is that which is tested."""
    look_over_part(fields, here, item, RETEST)
    probability = fields.probability(f"{here}.p", item.get("p"))
    law = fields.law(f"{here}.dur", item.get("dur"))
    most = fields.count(f"{here}.max", item.get("max"))
    on = fields.names(f"{here}.on", item.get("on", list(known) if len(known) == 1 else None), known)
    if probability is None or law is None or most is None or len(on) != 1:
        return None
    id = str(item.get("id", here))
    return CaseRetest(id=id, probability=probability, law=law, most=most, on=on[0])


def _contract_days(fields: Fields, value: Any, note: str, known: Record) -> dict[str, float]:
    """By activity: of the field, else as the note has it: "contract dates S1 100, S2 200"."""
    if value is None:
        written = _CONTRACTS_IN_NOTE.search(note)
        found = _DATE_IN_NOTE.findall(written[1]) if written else ()
        return {code: float(days) for code, days in found if code in known}
    if not isinstance(value, Mapping):
        fields.note("contract_dates", "is no object of activity and days")
        return {}
    days = {
        code: fields.number(f"contract_dates.{code}", at)
        for code, at in value.items()
        if fields.name("contract_dates", code, known)
    }
    return {code: at for code, at in days.items() if at is not None}


def _mix(fields: Fields, value: Any, note: str) -> tuple[tuple[float, float], ...]:
    """(share, output) of the field, else as the note has it: "mix 60 % at 1.10, 40 % at 0.80"."""
    if value is None:
        found = _MIX_IN_NOTE.findall(note) if "mix" in note else []
        value = [[float(share) / 100, float(output)] for share, output in found]
    if not isinstance(value, list) or not all(isinstance(x, list) and len(x) == 2 for x in value):
        fields.note("mix", "is not [[share, output], ...]")
        return ()
    read = [(fields.probability("mix", share), fields.number("mix", out)) for share, out in value]
    pairs = [(share, out) for share, out in read if share is not None and out is not None]
    if pairs and len(pairs) == len(read) and abs(sum(share for share, _ in pairs) - 1) > 1e-9:
        fields.note("mix", "shares do not sum to 1")
    if any(out <= 0 for _, out in pairs):
        fields.note("mix", "an output is not above 0")
    return tuple(pairs)


def _refuse_repeats(fields: Fields, case: Case) -> None:
    """Two of one id would draw the same numbers."""
    risks = [risk.id for risk in (*case.drivers, *case.incidents)]
    ids = [*risks, *(retest.id for retest in case.retests)]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        fields.note("id", f"{id} occurs more than once")


def _refuse_unreached(fields: Fields, value: Any, case: Case, known: Record) -> None:
    """A tranche that no work leads to would be ready on the first day, whatever is late."""
    for code in fields.names("tranches", value, known) if value else ():
        if code in case.activities and not _has_work(case, code):
            fields.note(f"tranches.{code}", "no path of work leads to it", "no_path_to_tranche")


def _has_work(case: Case, code: str) -> bool:
    reached, behind = {code}, [code]
    while behind:
        at = behind.pop()
        if at in case.activities and likely(case.activities[at]) > 0:
            return True
        news = {link.before for link in case.links if link.after == at} - reached
        reached |= news
        behind += news
    return False

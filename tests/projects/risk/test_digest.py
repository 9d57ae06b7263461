"""A digest is that of the inputs as JSON, whatever they are made of."""

import json
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum, IntEnum, StrEnum
from hashlib import sha256
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from projects.risk.digest import ENGINE_VERSION, input_digest
from projects.schedule.model import Constraint, ConstraintKind
from tests.projects.schedule.build import MONDAY, link, schedule, task

START = Constraint(kind=ConstraintKind.START_ON, at=MONDAY)


class Word(StrEnum):
    LATE = "late"


class Number(IntEnum):
    TWO = 2


class Day(Enum):
    FIRST = date(2026, 1, 1)


@dataclass(frozen=True)
class Pair:
    one: Any
    other: Any


plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.sampled_from([Word.LATE, Number.TWO, Day.FIRST]),
)
values = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.frozensets(plain, max_size=3),
        st.dictionaries(plain, inner, max_size=3),
        st.builds(Pair, inner, inner),
    ),
    max_leaves=12,
)


@given(values, values)
def test_a_digest_is_that_of_the_plain_json(one, other):
    inputs = [Pair(one, other), one, Pair(one, one)]
    text = as_json([ENGINE_VERSION, 7, *inputs])

    assert input_digest(*inputs, iterations=7) == sha256(text.encode()).hexdigest()


def test_any_change_of_a_schedule_changes_its_digest_and_the_order_of_what_has_none_does_not():
    coded = task("A", 5, codes={"zone": "1", "area": "2"}, constraints=(START,))
    planned = schedule([coded, task("B", 3)], [link("A FS B")])
    week = replace(planned.calendars[0], exceptions={date(2026, 1, 1): (), date(2026, 1, 2): ()})
    planned = replace(planned, calendars=(week,))
    others = [
        replace(planned, name="other"),
        replace(planned, activities=(coded, task("B", 4))),
        replace(planned, activities=(replace(coded, constraints=()), task("B", 3))),
        replace(planned, activities=(replace(coded, codes={"zone": "1"}), task("B", 3))),
        replace(planned, links=(link("A SS B"),)),
        replace(planned, links=(link("A FS B", 1),)),
        replace(planned, calendars=(replace(week, exceptions={date(2026, 1, 1): ()}),)),
        replace(planned, options=replace(planned.options, expected_finish=False)),
    ]
    turned = replace(coded, codes={"area": "2", "zone": "1"})

    digests = {input_digest(each, iterations=1) for each in (planned, *others)}

    assert len(digests) == 1 + len(others)
    days = dict(reversed(week.exceptions.items()))
    same = replace(
        planned,
        activities=(turned, task("B", 3)),
        calendars=(replace(week, exceptions=days),),
    )
    assert input_digest(same, iterations=1) == input_digest(planned, iterations=1)


def test_activities_and_links_stand_in_it_as_plain_json():
    """Worked out with the standard library: a release must not find other digests for old inputs."""
    planned = schedule([task("Ö-1", 5, started_at=MONDAY, constraints=(START,)), task("B")], [])
    rest = as_json(replace(planned, activities=(), links=()))
    many = json.dumps(
        [[without_names(each) for each in planned.activities], []],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    text = f'["{ENGINE_VERSION}",1,[{rest},{many}]]'

    assert input_digest(planned, iterations=1) == sha256(text.encode()).hexdigest()


def without_names(value: Any) -> Any:
    if is_dataclass(value):
        return {each.name: without_names(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [without_names(each) for each in value]
    return value.value if isinstance(value, Enum) else plainly(value) if value != {} else {}


def as_json(value: Any) -> str:
    return json.dumps(plainly(value), separators=(",", ":"))


def plainly(value: Any) -> Any:
    match value:
        case Enum():
            return plainly(value.value)
        case date() | datetime():
            return value.isoformat()
        case dict():
            return sorted(([plainly(key), plainly(of)] for key, of in value.items()), key=as_json)
        case set() | frozenset():
            return sorted(map(plainly, value), key=as_json)
        case list() | tuple():
            return [plainly(each) for each in value]
        case _ if is_dataclass(value):
            named = {each.name: plainly(getattr(value, each.name)) for each in fields(value)}
            return [type(value).__name__, named]
    return value
